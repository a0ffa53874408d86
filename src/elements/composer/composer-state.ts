import type {LiveErrorCode} from '../../protocol/errors.js';
import {errorText} from '../base/error-text.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {connectionStatusText, type ConnectionStatus} from '../base/connection-status-text.js';

/** From this duration on, a mute is shown without its end, ms. */
const PERMANENT_MUTE_MS = 366 * 86_400_000;

export interface ComposerRoomState extends ConnectionStatus {
  /** Undefined for a guest. */
  readonly userId: string | undefined;
  readonly mutedAll: boolean;
  readonly hostId: string | undefined;
  readonly operators: readonly string[];
  /** Unix seconds until which this viewer may not speak. */
  readonly mutedUntil: number | undefined;
  readonly mutedReason: string | undefined;
  /** Unix milliseconds at which the viewer may send the next comment. */
  readonly slowUntil: number | undefined;
  /** Seconds between a viewer's comments; 0 is none. */
  readonly slowModeS: number;
}

/** State of the composer: the viewer can write, must sign in first, is muted, or has no room. */
export type ComposerState = 'open' | 'guest' | 'muted' | 'closed';

/** Decides by the known state. The service decides again when a message is sent. */
export function composerState(roomState: ComposerRoomState | undefined): ComposerState {
  if (!roomState || (roomState.status !== 'joined' && roomState.status !== 'reconnecting')) return 'closed';
  const {userId, mutedUntil, mutedAll, hostId, operators} = roomState;
  if (!userId) return 'guest';
  const exempt = userId === hostId || operators.includes(userId);
  return mutedUntil !== undefined || (mutedAll && !exempt) ? 'muted' : 'open';
}

/**
 * Sentence below the composer: why a message was refused, or why the viewer cannot write.
 *
 * @param now Unix milliseconds by the service's clock.
 */
export function composerHint(
  localize: LocalizeController,
  roomState: ComposerRoomState | undefined,
  refusal: LiveErrorCode | undefined,
  now: number,
): string {
  const {locale} = localize;
  const state = composerState(roomState);
  if (roomState && state === 'muted') return mutedHint(localize, roomState, now);
  if (refusal) return errorText(locale, refusal);
  if (roomState?.status === 'reconnecting') return locale.reconnecting;
  if (state === 'guest') return errorText(locale, 'LOGIN_NEEDED');
  return roomState && state === 'open' ? slowHint(localize, roomState, now) : connectionStatusText(locale, roomState);
}

function mutedHint(
  localize: LocalizeController,
  {mutedUntil, mutedReason = ''}: ComposerRoomState,
  now: number,
): string {
  if (mutedUntil === undefined) return localize.term('mutedAll');
  const until = mutedUntil * 1_000;
  return localize.term('speakingMuted', until - now < PERMANENT_MUTE_MS ? localize.time(until, now) : '', mutedReason);
}

/** Empty unless the viewer has to wait: slow mode is not mentioned otherwise. */
function slowHint(localize: LocalizeController, {slowUntil = 0, slowModeS}: ComposerRoomState, now: number): string {
  if (slowUntil <= now) return '';
  return slowModeS ? localize.counted('slowMode', slowModeS) : errorText(localize.locale, 'TOO_FAST');
}
