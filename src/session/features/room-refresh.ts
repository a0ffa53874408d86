import type {LiveState} from '../state/live-state.js';
import {retry} from '../retry.js';
import {waitForJitter} from './wait-for-jitter.js';
import type {FeatureContext} from './feature-context.js';
import {isPageHidden} from '../../protocol/page-hidden.js';

/** Polling interval while viewers may not comment: the service may then hold back changes of the group. */
const SPEAKING_DISABLED_REFRESH_MS = 60_000;
const ROOM_RETRY_MS = 2_000;

/** Loads the room again from the business server when changes may have been missed. */
export class RoomRefresh {
  readonly #context: FeatureContext;
  #lifetime = new AbortController();
  #wasLost = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(context: FeatureContext) {
    this.#context = context;
    const {signal} = context;
    if (typeof document === 'undefined') return;
    document.addEventListener('visibilitychange', () => isPageHidden() || void this.refresh(), {signal});
  }

  update({connection, room}: LiveState): void {
    const isLost = connection.status === 'reconnecting';
    if (this.#wasLost && !isLost) void this.refresh(room.refreshWithinS);
    this.#wasLost = isLost;
    if (!room.speakingDisabled) this.#timer = void clearInterval(this.#timer);
    else this.#timer ??= setInterval(() => void this.refresh(), SPEAKING_DISABLED_REFRESH_MS);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#lifetime.abort();
  }

  /** @param withinS Seconds within which the room is loaded. A shared outage brings all its clients back at once. */
  async refresh(withinS?: number): Promise<void> {
    const {roomId} = this.#context;
    const backend = this.#context.backend();
    if (!backend) return;
    this.#lifetime.abort();
    const {signal} = (this.#lifetime = new AbortController());
    const known = () => {
      const {product, room, lottery} = this.#context.state();
      return [product.received, room.status, room.speakingDisabled, room.notice, room.slowModeS, lottery.current];
    };
    try {
      await waitForJitter(signal, withinS);
      for (;;) {
        const before = known();
        const info = await retry(() => backend.room(roomId, signal), ROOM_RETRY_MS, signal);
        // The room sent a change during the request, so the response may be older. Load it again.
        if (known().some((value, index) => value !== before[index])) continue;
        return this.#context.apply('roomInfo', info);
      }
    } catch {
      // Superseded, or the server does not know the room.
    }
  }
}
