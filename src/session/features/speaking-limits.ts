import {TIMER_MAX_MS} from '../../protocol/abort.js';
import {LiveError} from '../../protocol/errors.js';
import {decodeViewerNotification} from '../../protocol/viewer-notifications.js';
import type {LiveState} from '../state/live-state.js';
import type {FeatureContext} from './feature-context.js';

/** Tencent's value for a mute without end, in Unix seconds. */
const ENDLESS_S = 4_294_967_295;

/** The viewer's mute and slow mode, and the time at which they end. */
export class SpeakingLimits {
  readonly #context: FeatureContext;
  #nextEndAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: FeatureContext) {
    this.#context = context;
  }

  /** Schedules the end of the next limit. */
  update({viewer: {speakingDisabledUntil = Infinity, slowModeUntilMs = Infinity}}: LiveState): void {
    const nextEndAt = Math.min(speakingDisabledUntil * 1_000, slowModeUntilMs);
    if (nextEndAt === this.#nextEndAt) return;
    this.#nextEndAt = nextEndAt;
    clearTimeout(this.#timer);
    if (nextEndAt === Infinity) return;
    const wait = Math.min(Math.max(nextEndAt - this.#context.now(), 0), TIMER_MAX_MS);
    this.#timer = setTimeout(() => this.#removeExpired(), wait);
  }

  /** Schedules again, by the corrected clock. */
  clockCorrected(): void {
    this.#nextEndAt = 0;
    this.update(this.#context.state());
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  /** Applies the business server's notification to this viewer: a mute, slow mode, or a deleted comment. */
  handleNotification(text: string): void {
    const notification = decodeViewerNotification(text);
    switch (notification?.type) {
      case 'revoked':
        return this.#context.apply('deleted', [notification.seq]);
      case 'slow':
        return this.#setSlowMode(notification.seconds);
      case 'muted': {
        const {until, reason} = notification;
        if (!until) return this.setSpeakingDisabled(0);
        return this.#context.apply('viewerChanged', {speakingDisabledUntil: until, speakingDisabledReason: reason});
      }
    }
  }

  setSpeakingDisabled(seconds: number): void {
    const cleared = {speakingDisabledUntil: undefined, speakingDisabledReason: undefined};
    this.#context.apply(
      'viewerChanged',
      seconds ? {speakingDisabledUntil: Math.min(this.#nowS() + seconds, ENDLESS_S)} : cleared,
    );
  }

  /** Starts the slow mode's wait after a comment. The host and the operators do not wait. */
  commentAccepted(): void {
    const {room, viewer} = this.#context.state();
    const userId = viewer.profile?.userId;
    if (!room.slowModeS || userId === room.host?.userId || room.operators.includes(userId!)) return;
    this.#context.apply('viewerChanged', {slowModeUntilMs: this.#context.now() + room.slowModeS * 1_000});
  }

  /** Starts the wait of `retryAfterS`. */
  commentRefused(reason: unknown): void {
    if (!(reason instanceof LiveError) || reason.retryAfterS === undefined) return;
    if (reason.code === 'MUTED') this.setSpeakingDisabled(reason.retryAfterS);
    else this.#context.apply('viewerChanged', {slowModeUntilMs: this.#context.now() + reason.retryAfterS * 1_000});
  }

  #removeExpired(): void {
    const {speakingDisabledUntil, slowModeUntilMs} = this.#context.state().viewer;
    const now = this.#context.now();
    this.#nextEndAt = 0;
    if (speakingDisabledUntil! * 1_000 <= now) this.setSpeakingDisabled(0);
    if (slowModeUntilMs! <= now) this.#context.apply('viewerChanged', {slowModeUntilMs: undefined});
    this.update(this.#context.state());
  }

  #setSlowMode(seconds: number): void {
    this.#context.apply('slowMode', seconds);
    if (!seconds) this.#context.apply('viewerChanged', {slowModeUntilMs: undefined});
  }

  #nowS(): number {
    return Math.ceil(this.#context.now() / 1_000);
  }
}
