/** The host's video by TRTC, received as audience. Facts about the SDK are of version 5.17.1. */
import TRTC from 'trtc-sdk-v5/trtc.esm.js';
import * as v from 'valibot';
import {pause, throwIfAborted, within} from '../../protocol/abort.js';
import {isSafeSocket} from '../../protocol/safe-url.js';
import {SECRET_MAX_CHARS, USER_ID_MAX_BYTES} from '../../protocol/limits.js';
import {maybe, object, pathOf, text, whole} from '../../protocol/schema.js';
import {backOff, type MediaDriver} from '../media-driver.js';
import {Failure, whyNot} from './trtc-failure.js';
import {STARVED_MS, TrtcRoom, type TrtcRoomOptions} from './trtc-room.js';

/** Hosts for which the SDK adds `dns-prefetch` links to the page when it is imported. The links are removed. */
const PREFETCHED = ['schedule.cloud-rtc', 'schedule.rtc-web'];
for (const host of PREFETCHED) {
  for (const link of document.head.querySelectorAll(`link[rel="dns-prefetch"][href*="${host}"]`)) link.remove();
}
// No logs to the console and no telemetry, as far as the SDK allows.
TRTC.setLogLevel(5, false);

/** Timeout of `enterRoom`, which never settles while the service is unreachable. */
const ENTER_TIMEOUT_MS = 12_000;

const shape = object({
  sdkAppId: whole(1),
  rtc: object({
    userId: text(USER_ID_MAX_BYTES, 1),
    userSig: text(SECRET_MAX_CHARS, 1),
    roomId: text(64, 1),
    privateMapKey: maybe(text(SECRET_MAX_CHARS)),
  }),
  rtcServer: v.optional(v.pipe(v.string(), v.check(isSafeSocket))),
});

export interface TrtcOptions extends TrtcRoomOptions {
  /** Returns TRTC credentials, not validated. With `again`, the signatures are renewed. */
  readonly entrance: (again: boolean) => Promise<unknown>;
  readonly muted: boolean;
  readonly volume: number;
}

const NOTHING = {camera: false, screen: false, sound: false, waiting: false, blocked: ''} as const;

/** One viewer's TRTC playback. Enters the room again after each failure. */
export class TrtcDriver implements MediaDriver {
  readonly #options: TrtcOptions;
  readonly #end = new AbortController();
  #room: TrtcRoom | undefined;
  #paused = false;
  #muted: boolean;
  #volume: number;
  readonly #left: Promise<void>;

  constructor(options: TrtcOptions) {
    this.#options = options;
    this.#muted = options.muted;
    this.#volume = options.volume;
    options.sink.changed({live: true, waiting: true});
    this.#left = this.#stay().catch(() => undefined); // The driver was stopped.
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
    this.#end.abort();
    await this.#left;
  }

  async #stay(): Promise<void> {
    const {signal} = this.#end;
    const {sink} = this.#options;
    for (let failures = 0, again = false; ;) {
      try {
        const began = performance.now();
        const reason = await this.#enter(again);
        throwIfAborted(signal);
        again = false;
        if (reason === 'banned' || reason === 'room_disband') {
          sink.changed(NOTHING);
          if (reason === 'banned') sink.failed('BANNED', 'the viewer was banned from the TRTC room', 1, true);
          return;
        }
        failures = performance.now() - began > STARVED_MS + 1_000 ? 1 : failures + 1;
        sink.failed('MEDIA_FAILED', `TRTC: ${reason}`, failures);
      } catch (error) {
        if (signal.aborted) throw error;
        failures += 1;
        const failure = await whyNot(error);
        throwIfAborted(signal);
        again = failure.again;
        sink.failed(failure.code, failure.message, failures, failure.final);
        if (failure.final) return;
      }
      await pause(backOff(failures), signal);
      sink.changed({waiting: true});
    }
  }

  /** Enters the room. Resolves with the reason when the room must be left. */
  async #enter(again: boolean): Promise<string> {
    const {signal} = this.#end;
    const {entrance, sink} = this.#options;
    const told = v.safeParse(shape, await entrance(again));
    if (!told.success)
      throw new Failure('BAD_CONFIG', `invalid TRTC credentials: ${pathOf(told.issues[0])}`, {final: true});
    const room = new TrtcRoom(this.#options, () => this.#paused);
    this.#room = room;
    const end = () => room.finish('left');
    signal.addEventListener('abort', end);
    try {
      await within(
        ENTER_TIMEOUT_MS,
        signal,
        room.enter(told.output, this.#muted, this.#volume),
        () => new Failure('CONNECTION_LOST', 'TRTC did not answer in time'),
      );
      return await room.finished;
    } finally {
      signal.removeEventListener('abort', end);
      this.#room = undefined;
      sink.changed({...NOTHING, waiting: !signal.aborted});
      await room.leave();
    }
  }
}
