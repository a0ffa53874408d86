/** The host's video by TRTC, received as audience. Facts about the SDK are of version 5.17.1. */
import * as v from 'valibot';
import {delay, throwIfAborted, withTimeout} from '../../protocol/abort.js';
import {isSafeSocketUrl} from '../../protocol/safe-url.js';
import {SECRET_MAX_CHARS, USER_ID_MAX_BYTES} from '../../protocol/limits.js';
import {maybe, object, issuePath, text, integer} from '../../protocol/schema.js';
import {retryDelayMs, type MediaDriver} from '../media-driver.js';
import {TrtcFailure, failureReason} from './trtc-failure.js';
import {FRAME_TIMEOUT_MS, TrtcRoom, type TrtcRoomOptions} from './trtc-room.js';

/** Timeout of `enterRoom`, which never settles while the service is unreachable. */
const ENTER_TIMEOUT_MS = 12_000;

/**
 * Shortest wait before entering again after the same viewer entered on another page, ms. By then Tencent Chat has ended
 * one of the two sessions. Without the wait the two pages would take the room from each other.
 */
const ELSEWHERE_DELAY_MS = 5_000;

const rtcAccessSchema = object({
  sdkAppId: integer(1),
  rtc: object({
    userId: text(USER_ID_MAX_BYTES, 1),
    userSig: text(SECRET_MAX_CHARS, 1),
    roomId: text(64, 1),
    privateMapKey: maybe(text(SECRET_MAX_CHARS)),
  }),
  rtcServer: v.optional(v.pipe(v.string(), v.check(isSafeSocketUrl))),
});

export interface TrtcOptions extends TrtcRoomOptions {
  /** Returns TRTC credentials, not validated. With `renew`, the signatures are renewed. */
  readonly rtcAccess: (options: {readonly renew: boolean}) => Promise<unknown>;
  readonly muted: boolean;
  readonly volume: number;
}

const NO_MEDIA = {camera: false, screen: false, sound: false, waiting: false, blocked: ''} as const;

/** One viewer's TRTC playback. Enters the room again after each failure. */
export class TrtcDriver implements MediaDriver {
  readonly #options: TrtcOptions;
  readonly #lifetime = new AbortController();
  #room: TrtcRoom | undefined;
  #paused = false;
  #muted: boolean;
  #volume: number;
  readonly #stopped: Promise<void>;

  constructor(options: TrtcOptions) {
    this.#options = options;
    this.#muted = options.muted;
    this.#volume = options.volume;
    options.sdk.setLogLevel(5, false); // No logs to the console and no telemetry, as far as the SDK allows.
    options.sink.changed({live: true, waiting: true});
    this.#stopped = this.#run().catch(() => undefined); // The driver was stopped.
  }

  play(): void {
    this.#paused = false;
    this.#room?.play(this.#muted);
  }

  pause(): void {
    this.#paused = true;
    this.#room?.pause();
  }

  mute(muted: boolean): void {
    this.#muted = muted;
    this.#room?.mute(muted);
  }

  setVolume(volume: number): void {
    this.#volume = volume;
    this.#room?.setVolume(volume);
  }

  async stop(): Promise<void> {
    this.#lifetime.abort();
    await this.#stopped;
  }

  async #run(): Promise<void> {
    const {signal} = this.#lifetime;
    const {sink, sdk} = this.#options;
    for (let failures = 0, renew = false; ;) {
      let leastDelayMs = 0;
      try {
        const startedAt = performance.now();
        const reason = await this.#enter(renew);
        throwIfAborted(signal);
        renew = false;
        if (reason === 'banned' || reason === 'room_disband') {
          sink.changed(NO_MEDIA);
          if (reason === 'banned') sink.failed('BANNED', 'the viewer was banned from the TRTC room', 1, true);
          return;
        }
        failures = performance.now() - startedAt > FRAME_TIMEOUT_MS + 1_000 ? 1 : failures + 1;
        sink.failed('MEDIA_FAILED', `TRTC: ${reason}`, failures);
        if (reason === 'kick') leastDelayMs = ELSEWHERE_DELAY_MS;
      } catch (error) {
        if (signal.aborted) throw error;
        failures += 1;
        const failure = await failureReason(sdk, error);
        throwIfAborted(signal);
        renew = failure.needsNewSignature;
        sink.failed(failure.code, failure.message, failures, failure.final);
        if (failure.final) return;
      }
      await delay(Math.max(leastDelayMs, retryDelayMs(failures)), signal);
      sink.changed({waiting: true});
    }
  }

  /** Enters the room. Resolves with the reason when the room must be left. */
  async #enter(renew: boolean): Promise<string> {
    const {signal} = this.#lifetime;
    const {rtcAccess, sink} = this.#options;
    const access = v.safeParse(rtcAccessSchema, await rtcAccess({renew}));
    if (!access.success)
      throw new TrtcFailure('BAD_CONFIG', `invalid TRTC credentials: ${issuePath(access.issues[0])}`, {final: true});
    const room = new TrtcRoom(this.#options, () => this.#paused);
    this.#room = room;
    const end = () => room.finish('left');
    signal.addEventListener('abort', end);
    try {
      await withTimeout(
        ENTER_TIMEOUT_MS,
        signal,
        room.enter(access.output, this.#muted, this.#volume),
        () => new TrtcFailure('CONNECTION_LOST', 'TRTC did not respond in time'),
      );
      return await room.finished;
    } finally {
      signal.removeEventListener('abort', end);
      this.#room = undefined;
      sink.changed({...NO_MEDIA, waiting: !signal.aborted});
      await room.leave();
    }
  }
}
