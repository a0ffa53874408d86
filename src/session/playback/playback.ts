import type {MediaDriver, MediaState, MediaSink} from '../../drivers/media-driver.js';
import {safeUrl} from '../../protocol/safe-url.js';
import {LiveError, type LiveErrorCode} from '../../protocol/errors.js';
import {toJson} from '../../protocol/json.js';
import type {MediaLoaders} from '../connection/load-drivers.js';
import {LOAD_RETRY_MS} from '../connection/retry-module-load.js';
import type {RtcAccess, RtcAccessOptions} from './rtc-access.js';
import type {LiveStatus} from '../state/slices/connection.js';

/** Failures of TRTC in a row after which the player uses the fallback URL, if the room has one. */
const FALL_BACK_AFTER = 2;

/**
 * The inputs that choose the video's source: `src`, then the room's `streamUrl`, then TRTC, then the server's
 * `fallbackUrl`.
 */
export interface PlaybackInputs {
  /** The player's own URL. Empty if none. */
  readonly src: string;
  readonly roomId: string;
  readonly status: LiveStatus | undefined;
  readonly hostId: string | undefined;
  readonly streamUrl: string | undefined;
  readonly fallbackUrl: string | undefined;
}

/** The state of the playback. */
export interface PlaybackState extends MediaState {
  readonly paused: boolean;
  /** True if the stream URL replaces TRTC, which does not play here. */
  readonly fallback: boolean;
  /** The reason for which there is no video. Undefined while it plays or may still start. */
  readonly failure: LiveErrorCode | undefined;
}

export interface PlaybackOptions {
  readonly camera: HTMLElement;
  readonly screen: HTMLElement;
  readonly load: MediaLoaders;
  /** True if the browser has WebRTC. Without it TRTC cannot play, and the fallback URL is used from the start. */
  readonly webRtc: boolean;
  rtcAccess(options: RtcAccessOptions): Promise<RtcAccess>;
  onChange(state: PlaybackState): void;
  onFailure(code: LiveErrorCode, message: string): void;
}

type Source = {readonly kind: 'stream'; readonly url: string} | {readonly kind: 'trtc'; readonly hostId: string};

const INITIAL_STATE: PlaybackState = {
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
export class Playback {
  readonly #options: PlaybackOptions;
  #inputs: PlaybackInputs | undefined;
  #state = INITIAL_STATE;
  #sourceKey = '';
  #driver: MediaDriver | undefined;
  #attempt = new AbortController();
  #driverStopped: Promise<unknown> = Promise.resolve();
  /** Id of the room in which TRTC does not play. */
  #fallbackRoomId: string | undefined;
  #muted: boolean;
  #volume = 1;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PlaybackOptions, muted: boolean) {
    this.#options = options;
    this.#muted = muted;
  }

  get state(): PlaybackState {
    return this.#state;
  }

  get muted(): boolean {
    return this.#muted;
  }

  get volume(): number {
    return this.#volume;
  }

  update(inputs: PlaybackInputs): void {
    if (inputs.roomId !== this.#inputs?.roomId) this.#fallbackRoomId = undefined;
    this.#inputs = inputs;
    this.#selectSource();
  }

  /** Plays. Must be called within a user gesture to start playback that the browser has blocked. */
  play(): void {
    this.#setState({paused: false});
    this.#driver?.play();
  }

  pause(): void {
    this.#setState({paused: true, waiting: false});
    this.#driver?.pause();
  }

  mute(muted: boolean): void {
    this.#muted = muted;
    this.#driver?.mute(muted);
    this.#setState({});
  }

  setVolume(volume: number): void {
    this.#volume = volume;
    this.#driver?.setVolume(volume);
    if (this.#muted === volume > 0) this.mute(volume === 0);
    else this.#setState({});
  }

  stop(): void {
    this.#inputs = undefined;
    this.#selectSource();
  }

  #selectSource(): void {
    const source = this.#source;
    const key = source ? toJson([source, this.#inputs!.roomId]) : '';
    if (key === this.#sourceKey) return;
    this.#sourceKey = key;
    this.#stopDriver();
    if (source) void this.#start(source, this.#attempt.signal);
  }

  get #source(): Source | undefined {
    if (!this.#inputs) return undefined;
    const {src, roomId, status, hostId, streamUrl, fallbackUrl} = this.#inputs;
    if (src || streamUrl) return {kind: 'stream', url: (src || streamUrl)!};
    const joined = status === 'joined' || status === 'reconnecting';
    if (!this.#options.webRtc && fallbackUrl && (joined || status === 'joining'))
      return {kind: 'stream', url: fallbackUrl};
    if (!joined) return undefined;
    if (this.#fallbackRoomId === roomId && fallbackUrl) return {kind: 'stream', url: fallbackUrl};
    return hostId ? {kind: 'trtc', hostId} : undefined;
  }

  #stopDriver(): void {
    this.#attempt.abort();
    this.#attempt = new AbortController();
    clearTimeout(this.#retryTimer);
    const driver = this.#driver;
    this.#driver = undefined;
    if (driver) this.#driverStopped = Promise.all([this.#driverStopped, driver.stop()]);
    const {paused} = this.#state;
    this.#state = INITIAL_STATE;
    this.#setState({paused: paused && !!this.#sourceKey});
  }

  async #start(source: Source, signal: AbortSignal, failures = 1): Promise<void> {
    const {load, camera, screen} = this.#options;
    const sink = this.#sink(source, signal);
    const url = source.kind === 'stream' ? safeUrl(source.url) : undefined;
    if (source.kind === 'stream' && !url) {
      sink.failed('BAD_CONFIG', `"${source.url}" is not an https: URL (http: is allowed on a loopback host)`, 1, true);
      return;
    }
    this.#setState({waiting: true, fallback: source.kind === 'stream' && source.url === this.#inputs!.fallbackUrl});
    try {
      const access = source.kind === 'trtc' ? await this.#options.rtcAccess({renew: false}) : undefined;
      if (access && !access.rtc) {
        // No server signs viewers in to TRTC. Without a fallback URL the room has no video, which is not an error.
        if (!signal.aborted && !this.#fallBack()) this.#setState({waiting: false});
        return;
      }
      if (access && !this.#options.webRtc) {
        sink.failed('MEDIA_FAILED', 'this browser has no WebRTC, and the room has no stream URL', 1, true);
        return;
      }
      const [module] = await Promise.all([access ? load.trtc(access.sdkSrc) : load.stream(), this.#driverStopped]);
      if (signal.aborted) return;
      const common = {muted: this.#muted, volume: this.#volume, sink};
      if ('TrtcDriver' in module) {
        const {hostId} = source as Source & {readonly kind: 'trtc'};
        const rtcAccess = (options: RtcAccessOptions) => this.#options.rtcAccess(options);
        this.#driver = new module.TrtcDriver({...common, sdk: module.sdk, rtcAccess, hostId, camera, screen});
      } else {
        this.#driver = new module.StreamDriver({...common, url: url!, view: camera, loadHls: load.hls});
      }
      if (this.#state.paused) this.#driver.pause();
    } catch (reason) {
      const {code, message} = LiveError.from(reason, 'CONNECTION_LOST', `the player cannot start: ${String(reason)}`);
      sink.failed(code, message, failures, code === 'BAD_CONFIG');
      if (signal.aborted || code === 'BAD_CONFIG') return;
      this.#retryTimer = setTimeout(() => void this.#start(source, signal, failures + 1), LOAD_RETRY_MS);
    }
  }

  #sink(source: Source, signal: AbortSignal): MediaSink {
    return {
      changed: (change) => {
        if (signal.aborted) return;
        const hasMedia = change.camera || change.screen || change.sound;
        this.#setState({...change, ...(hasMedia && {failure: undefined})});
      },
      ended: () => signal.aborted || this.#setState({paused: true, waiting: false}),
      failed: (code, message, failures, final = false) => {
        if (signal.aborted) return;
        const gaveUp = source.kind === 'trtc' && (final || failures >= FALL_BACK_AFTER) && code !== 'BANNED';
        const fellBack = gaveUp && this.#fallBack();
        if (!fellBack) this.#setState({waiting: false, failure: code});
        // A wrong configuration is reported also if the other source plays.
        if (code === 'BAD_CONFIG' || (!fellBack && (failures === 1 || final))) this.#options.onFailure(code, message);
      },
    };
  }

  /** Replaces TRTC with the server's fallback URL, if there is one. */
  #fallBack(): boolean {
    const {roomId, fallbackUrl} = this.#inputs!;
    if (!fallbackUrl) return false;
    this.#fallbackRoomId = roomId;
    this.#selectSource();
    return true;
  }

  #setState(change: Partial<PlaybackState>): void {
    this.#state = {...this.#state, ...change};
    this.#options.onChange(this.#state);
  }
}
