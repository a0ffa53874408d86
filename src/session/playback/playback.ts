import type {MediaDriver, MediaFacts, MediaSink} from '../../drivers/media-driver.js';
import {safeAddress} from '../../protocol/safe-url.js';
import type {LiveErrorCode} from '../../protocol/errors.js';
import {toJson} from '../../protocol/json.js';
import type {MediaLoaders} from '../connection/load-drivers.js';
import type {PictureEntrance} from './rtc-access.js';
import type {LiveStatus} from '../state/slices/connection.js';

/** Failures of TRTC in a row after which the player uses the fallback URL, if the room has one. */
const FALL_BACK_AFTER = 2;
/** Delay before a module that failed to load is requested again. */
const LOAD_AGAIN_MS = 5_000;

/**
 * The inputs that choose the video's source: `src`, then the room's `streamUrl`, then TRTC, then the server's
 * `fallbackUrl`.
 */
export interface PictureWish {
  /** The player's own URL. Empty if none. */
  readonly src: string;
  readonly roomId: string;
  readonly status: LiveStatus | undefined;
  readonly hostId: string | undefined;
  readonly streamUrl: string | undefined;
  readonly fallbackUrl: string | undefined;
}

/** The state of the playback. */
export interface PictureFacts extends MediaFacts {
  readonly paused: boolean;
  /** True if the stream URL replaces TRTC, which does not play here. */
  readonly fallback: boolean;
  /** The reason for which there is no video. Undefined while it plays or may still start. */
  readonly failure: LiveErrorCode | undefined;
}

export interface PictureHost {
  readonly camera: HTMLElement;
  readonly screen: HTMLElement;
  readonly load: MediaLoaders;
  /** True if the browser has WebRTC. Without it TRTC cannot play, and the fallback URL is used from the start. */
  readonly webRtc: boolean;
  entrance(again: boolean): Promise<PictureEntrance>;
  changed(facts: PictureFacts): void;
  failed(code: LiveErrorCode, message: string): void;
}

type Source = {readonly kind: 'stream'; readonly url: string} | {readonly kind: 'trtc'; readonly hostId: string};

const NOTHING: PictureFacts = {
  camera: false,
  screen: false,
  sound: false,
  waiting: false,
  blocked: '',
  live: false,
  paused: false,
  fallback: false,
  failure: undefined,
};

/**
 * The playback of a room's video, from one source at a time. The next source starts after the previous driver has
 * stopped.
 */
export class Picture {
  readonly #host: PictureHost;
  #wish: PictureWish | undefined;
  #facts = NOTHING;
  #key = '';
  #driver: MediaDriver | undefined;
  #turn = new AbortController();
  #letGo: Promise<unknown> = Promise.resolve();
  /** Id of the room in which TRTC does not play. */
  #fallen: string | undefined;
  #muted: boolean;
  #volume = 1;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(host: PictureHost, muted: boolean) {
    this.#host = host;
    this.#muted = muted;
  }

  get facts(): PictureFacts {
    return this.#facts;
  }

  get muted(): boolean {
    return this.#muted;
  }

  get volume(): number {
    return this.#volume;
  }

  update(wish: PictureWish): void {
    if (wish.roomId !== this.#wish?.roomId) this.#fallen = undefined;
    this.#wish = wish;
    this.#choose();
  }

  /** Plays. Must be called within a user gesture to start playback that the browser has blocked. */
  play(): void {
    this.#change({paused: false});
    this.#driver?.play();
  }

  pause(): void {
    this.#change({paused: true, waiting: false});
    this.#driver?.pause();
  }

  mute(muted: boolean): void {
    this.#muted = muted;
    this.#driver?.mute(muted);
    this.#change({});
  }

  setVolume(volume: number): void {
    this.#volume = volume;
    this.#driver?.setVolume(volume);
    if (this.#muted === volume > 0) this.mute(volume === 0);
    else this.#change({});
  }

  stop(): void {
    this.#wish = undefined;
    this.#choose();
  }

  #choose(): void {
    const source = this.#source;
    const key = source ? toJson([source, this.#wish!.roomId]) : '';
    if (key === this.#key) return;
    this.#key = key;
    this.#supersede();
    if (source) void this.#start(source, this.#turn.signal);
  }

  get #source(): Source | undefined {
    if (!this.#wish) return undefined;
    const {src, roomId, status, hostId, streamUrl, fallbackUrl} = this.#wish;
    if (src || streamUrl) return {kind: 'stream', url: (src || streamUrl)!};
    const joined = status === 'joined' || status === 'reconnecting';
    if (!this.#host.webRtc && fallbackUrl && (joined || status === 'joining'))
      return {kind: 'stream', url: fallbackUrl};
    if (!joined) return undefined;
    if (this.#fallen === roomId && fallbackUrl) return {kind: 'stream', url: fallbackUrl};
    return hostId ? {kind: 'trtc', hostId} : undefined;
  }

  #supersede(): void {
    this.#turn.abort();
    this.#turn = new AbortController();
    clearTimeout(this.#again);
    const driver = this.#driver;
    this.#driver = undefined;
    if (driver) this.#letGo = Promise.all([this.#letGo, driver.stop()]);
    const {paused} = this.#facts;
    this.#facts = NOTHING;
    this.#change({paused: paused && !!this.#key});
  }

  async #start(source: Source, signal: AbortSignal): Promise<void> {
    const {load, camera, screen} = this.#host;
    const sink = this.#sink(source, signal);
    const url = source.kind === 'stream' ? safeAddress(source.url) : undefined;
    if (source.kind === 'stream' && !url) {
      sink.failed('BAD_CONFIG', `"${source.url}" is not an https: URL (http: is allowed on a loopback host)`, 1, true);
      return;
    }
    this.#change({waiting: true, fallback: source.kind === 'stream' && source.url === this.#wish!.fallbackUrl});
    try {
      if (source.kind === 'trtc' && !(await this.#host.entrance(false)).rtc) {
        // Nobody signs viewers in to TRTC. Without a fallback URL the room has no video, which is not an error.
        if (!signal.aborted && !this.#fallBack()) this.#change({waiting: false});
        return;
      }
      if (source.kind === 'trtc' && !this.#host.webRtc) {
        sink.failed('MEDIA_FAILED', 'this browser has no WebRTC, and the room has no stream URL', 1, true);
        return;
      }
      const [module] = await Promise.all([load[source.kind](), this.#letGo]);
      if (signal.aborted) return;
      const common = {muted: this.#muted, volume: this.#volume, sink};
      if ('TrtcDriver' in module) {
        const {hostId} = source as Source & {readonly kind: 'trtc'};
        const entrance = (again: boolean) => this.#host.entrance(again);
        this.#driver = new module.TrtcDriver({...common, entrance, hostId, camera, screen});
      } else {
        this.#driver = new module.StreamDriver({...common, url: url!, view: camera, loadHls: load.hls});
      }
      if (this.#facts.paused) this.#driver.pause();
    } catch {
      if (signal.aborted) return;
      this.#change({waiting: false, failure: 'CONNECTION_LOST'});
      this.#again = setTimeout(() => void this.#start(source, signal), LOAD_AGAIN_MS);
    }
  }

  #sink(source: Source, signal: AbortSignal): MediaSink {
    return {
      changed: (change) => {
        if (signal.aborted) return;
        const there = change.camera || change.screen || change.sound;
        this.#change({...change, ...(there && {failure: undefined})});
      },
      ended: () => signal.aborted || this.#change({paused: true, waiting: false}),
      failed: (code, message, failures, final = false) => {
        if (signal.aborted) return;
        const gaveUp = source.kind === 'trtc' && (final || failures >= FALL_BACK_AFTER) && code !== 'BANNED';
        if (gaveUp && this.#fallBack()) return;
        this.#change({waiting: false, failure: code});
        if (failures === 1 || final) this.#host.failed(code, message);
      },
    };
  }

  /** Replaces TRTC with the server's fallback URL, if there is one. */
  #fallBack(): boolean {
    const {roomId, fallbackUrl} = this.#wish!;
    if (!fallbackUrl) return false;
    this.#fallen = roomId;
    this.#choose();
    return true;
  }

  #change(change: Partial<PictureFacts>): void {
    this.#facts = {...this.#facts, ...change};
    this.#host.changed(this.#facts);
  }
}
