import type {LiveErrorCode} from '../../protocol/errors.js';
import {errorText} from '../base/error-text.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {connectionStatusText, type ConnectionStatus} from '../base/connection-status-text.js';

/** A mute of at least this many ms is shown without its end. */
const PERMANENT_MS = 366 * 86_400_000;

export interface ComposerRoomState extends ConnectionStatus {
  /** Undefined for a guest. */
  readonly userId: string | undefined;
  readonly speakingDisabled: boolean;
  readonly hostId: string | undefined;
  readonly operators: readonly string[];
  /** Unix seconds until which this viewer may not speak. */
  readonly speakingDisabledUntil: number | undefined;
  readonly speakingDisabledReason: string | undefined;
  /** Unix milliseconds at which the viewer may send the next comment. */
  readonly slowModeUntilMs: number | undefined;
  /** Seconds between a viewer's comments. 0 turns slow mode off. */
  readonly slowModeS: number;
}

/** State of the composer: the viewer can write, must sign in first, may not comment, or has no room. */
export type ComposerState = 'open' | 'guest' | 'disabled' | 'closed';

/** Decides by the known state. The service checks each message again. */
export function composerState(roomState: ComposerRoomState | undefined): ComposerState {
  if (!roomState || (roomState.status !== 'joined' && roomState.status !== 'reconnecting')) return 'closed';
  const {userId, speakingDisabledUntil, speakingDisabled, hostId, operators} = roomState;
  if (!userId) return 'guest';
  const exempt = userId === hostId || operators.includes(userId);
  return speakingDisabledUntil !== undefined || (speakingDisabled && !exempt) ? 'disabled' : 'open';
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
  if (roomState && state === 'disabled') return speakingDisabledHint(localize, roomState, now);
  if (refusal) return errorText(locale, refusal);
  if (roomState?.status === 'reconnecting') return locale.reconnecting;
  if (state === 'guest') return errorText(locale, 'LOGIN_NEEDED');
  return roomState && state === 'open' ? slowHint(localize, roomState, now) : connectionStatusText(locale, roomState);
}

function speakingDisabledHint(
  localize: LocalizeController,
  {speakingDisabledUntil, speakingDisabledReason = ''}: ComposerRoomState,
  now: number,
): string {
  if (speakingDisabledUntil === undefined) return localize.term('speakingDisabled');
  const until = speakingDisabledUntil * 1_000;
  return localize.term(
    'speakingDisabledUntil',
    until - now < PERMANENT_MS ? localize.time(until, now) : '',
    speakingDisabledReason,
  );
}

/** Empty unless the viewer must wait. Slow mode is not mentioned otherwise. */
function slowHint(
  localize: LocalizeController,
  {slowModeUntilMs = 0, slowModeS}: ComposerRoomState,
  now: number,
): string {
  if (slowModeUntilMs <= now) return '';
  return slowModeS ? localize.counted('slowMode', slowModeS) : errorText(localize.locale, 'TOO_FAST');
}
