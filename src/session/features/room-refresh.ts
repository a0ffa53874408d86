import type {RoomInfo} from '../../backend/room-info.js';
import {delay} from '../../protocol/abort.js';
import type {LiveState} from '../state/live-state.js';
import {retry} from '../retry.js';
import {waitForJitter} from './wait-for-jitter.js';
import type {FeatureContext} from './feature-context.js';
import {isPageHidden} from '../../protocol/page-hidden.js';

/** Polling interval while viewers may not comment. The service may delay changes of the group in that state. */
const SPEAKING_DISABLED_REFRESH_MS = 60_000;
const ROOM_RETRY_MS = 2_000;

/**
 * Delay of the request for a new notice. Tencent sends the notice before the server has committed it, and the server
 * caches its response for a second.
 */
const NOTICE_DELAY_MS = 2_000;

/** Loads the room again from the business server when changes may have been missed. */
export class RoomRefresh {
  readonly #context: FeatureContext;
  #lifetime = new AbortController();
  #wasLost = false;
  /** The notice whose translations were requested. */
  #notice: string | undefined;
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
    const {info, notice} = room;
    if (info?.translations && notice !== info.notice && notice !== this.#notice) void this.#loadNotice(notice, room);
    this.#notice = notice;
    if (!room.speakingDisabled) this.#timer = void clearInterval(this.#timer);
    else this.#timer ??= setInterval(() => void this.refresh(), SPEAKING_DISABLED_REFRESH_MS);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#lifetime.abort();
  }

  /** @param withinS Seconds within which the room is loaded. After a shared outage all clients reconnect at once. */
  async refresh(withinS?: number): Promise<void> {
    this.#lifetime.abort();
    const {signal} = (this.#lifetime = new AbortController());
    try {
      await waitForJitter(signal, withinS);
      await this.#load(signal, () => true);
    } catch {
      // Superseded, or the server does not know the room.
    }
  }

  /** Loads the notice from the server, because the group's notice has no translations. */
  async #loadNotice(notice: string, {refreshWithinS}: LiveState['room']): Promise<void> {
    const {signal} = this.#context;
    try {
      await delay(NOTICE_DELAY_MS, signal);
      await waitForJitter(signal, refreshWithinS);
      await this.#load(signal, (info) => info.notice === notice);
    } catch {
      // The notice stays as the group has it.
    }
  }

  /** Loads the room. A response that `accepts` rejects changes nothing. */
  async #load(signal: AbortSignal, accepts: (info: RoomInfo) => boolean): Promise<void> {
    const {roomId} = this.#context;
    const backend = this.#context.backend();
    if (!backend) return;
    const known = () => {
      const {product, room, lottery} = this.#context.state();
      return [product.received, room.status, room.speakingDisabled, room.notice, room.slowModeS, lottery.current];
    };
    for (;;) {
      const before = known();
      const info = await retry(() => backend.room(roomId, signal), ROOM_RETRY_MS, signal);
      // The room sent a change during the request, so the response may be older. Load it again.
      if (known().some((value, index) => value !== before[index])) continue;
      if (accepts(info)) this.#context.apply('roomInfo', info);
      return;
    }
  }
}
