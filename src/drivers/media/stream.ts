/** Video from a URL: HLS, live or recorded, or a file that the browser plays natively. */
import type Hls from 'hls.js';
import type {ErrorData} from 'hls.js';
import {retryDelayMs, type MediaDriver, type MediaSink, type HlsModule} from '../media-driver.js';

/** Stall after which a live video jumps to the live position. */
const STALL_TIMEOUT_MS = 8_000;

export interface StreamOptions {
  /** A safe URL: `https:`, or `http:` on a loopback host. */
  readonly url: string;
  readonly view: HTMLElement;
  readonly muted: boolean;
  readonly volume: number;
  /** Loads hls.js. */
  readonly loadHls: () => Promise<HlsModule>;
  readonly sink: MediaSink;
}

/** Plays one URL in a `<video>`. Tries again after each failure. */
export class StreamDriver implements MediaDriver {
  readonly #options: StreamOptions;
  readonly #video: HTMLVideoElement;
  readonly #lifetime = new AbortController();
  #hls: Hls | undefined;
  #failures = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #stallTimer: ReturnType<typeof setTimeout> | undefined;
  #triedRecovery = false;
  #paused = false;
  #muted: boolean;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#muted = options.muted;
    const video = (this.#video = document.createElement('video'));
    video.playsInline = true;
    video.muted = options.muted;
    video.volume = options.volume;
    options.view.replaceChildren(video);
    options.sink.changed({waiting: true});
    this.#listen();
    void this.#load();
  }

  play(): void {
    const wasPaused = this.#paused;
    this.#paused = false;
    this.#video.muted = this.#muted;
    this.#options.sink.changed({blocked: ''});
    if (wasPaused && this.#isLive) this.#seekToLive();
    void this.#startPlayback();
  }

  pause(): void {
    this.#paused = true;
    this.#video.pause();
  }

  mute(muted: boolean): void {
    this.#muted = muted;
    this.#video.muted = muted;
  }

  setVolume(volume: number): void {
    this.#video.volume = volume;
  }

  stop(): Promise<void> {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#stallTimer);
    this.#lifetime.abort();
    this.#hls?.destroy();
    this.#video.removeAttribute('src');
    this.#video.load();
    this.#options.view.replaceChildren();
    return Promise.resolve();
  }

  /**
   * True if the video is live and has a live position. A recording whose duration is not known yet continues where it
   * stopped.
   */
  get #isLive(): boolean {
    return this.#video.duration === Infinity && (!!this.#hls || this.#livePosition !== undefined);
  }

  get #livePosition(): number | undefined {
    const {seekable} = this.#video;
    const position = this.#hls ? this.#hls.liveSyncPosition : seekable.length ? seekable.end(seekable.length - 1) : 0;
    return position && Number.isFinite(position) ? position : undefined;
  }

  get #stopped(): boolean {
    return this.#lifetime.signal.aborted;
  }

  #listen(): void {
    const video = this.#video;
    const {sink} = this.#options;
    const {signal} = this.#lifetime;
    const on = (type: string, listener: () => void) => video.addEventListener(type, listener, {signal});
    on('loadeddata', () => {
      this.#failures = 0;
      sink.changed({camera: video.videoWidth > 0, sound: true, live: this.#isLive});
    });
    // WebKit may play the sound before it knows that there is a picture.
    on('resize', () => video.videoWidth && sink.changed({camera: true}));
    on('durationchange', () => sink.changed({live: this.#isLive}));
    on('playing', () => {
      clearTimeout(this.#stallTimer);
      sink.changed({waiting: false, camera: video.videoWidth > 0});
    });
    on('waiting', () => {
      sink.changed({waiting: true});
      clearTimeout(this.#stallTimer);
      this.#stallTimer = setTimeout(() => this.#isLive && this.#seekToLive(), STALL_TIMEOUT_MS);
    });
    on('ended', () => {
      this.#paused = true;
      sink.ended();
    });
    on('error', () => {
      if (this.#hls) return; // hls.js reports its own errors.
      const isUnsupported = video.error?.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED;
      this.#handleFailure(
        isUnsupported ? 'the browser cannot play the content of the URL' : 'playback was interrupted',
      );
    });
  }

  async #load(): Promise<void> {
    const {url, loadHls} = this.#options;
    const video = this.#video;
    if (!/\.m3u8($|[?#])/i.test(url) || !('MediaSource' in globalThis || 'ManagedMediaSource' in globalThis)) {
      video.src = url;
      void this.#startPlayback();
      return;
    }
    const {default: player} = await loadHls().catch(() => ({default: undefined}));
    const HlsPlayer = player as typeof Hls | undefined;
    if (this.#stopped) return;
    if (!HlsPlayer) return this.#handleFailure('the HLS player could not be loaded');
    if (!HlsPlayer.isSupported()) {
      video.src = url;
      void this.#startPlayback();
      return;
    }
    this.#hls?.destroy();
    const hls = (this.#hls = new HlsPlayer({
      enableWorker: false, // A strict Content Security Policy blocks workers from a blob.
      liveDurationInfinity: true,
      backBufferLength: 30,
    }));
    hls.on(HlsPlayer.Events.MANIFEST_PARSED, () => void this.#startPlayback());
    hls.on(HlsPlayer.Events.ERROR, (_, data: ErrorData) => data.fatal && this.#handleFatalError(hls, data));
    hls.loadSource(url);
    hls.attachMedia(video);
  }

  #handleFatalError(hls: Hls, {type, response, reason, details}: ErrorData): void {
    if ((type as string) === 'mediaError' && !this.#triedRecovery) {
      this.#triedRecovery = true;
      hls.recoverMediaError();
      return;
    }
    this.#triedRecovery = false;
    hls.destroy();
    if ((type as string) !== 'networkError') this.#handleFailure(reason ?? details);
    else if (response?.code) this.#handleFailure(`the server responded with HTTP ${response.code}`);
    else this.#handleFailure('the URL is unreachable, or CORS does not allow this page');
  }

  #handleFailure(message: string): void {
    if (this.#stopped) return;
    this.#failures += 1;
    const {sink} = this.#options;
    sink.changed({camera: false, sound: false, waiting: false});
    sink.failed('MEDIA_FAILED', message, this.#failures);
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => {
      sink.changed({waiting: true});
      void this.#load();
    }, retryDelayMs(this.#failures));
  }

  /** Plays. If the browser blocks autoplay with sound, plays muted; if it blocks that too, waits for a user gesture. */
  async #startPlayback(): Promise<void> {
    const video = this.#video;
    if (this.#paused || this.#stopped) return;
    try {
      await video.play();
      return;
    } catch (error) {
      if (this.#paused || this.#stopped || (error as Error).name !== 'NotAllowedError') return; // Superseded by another source.
    }
    const {sink} = this.#options;
    if (video.muted) {
      sink.changed({blocked: 'all', waiting: false});
      return;
    }
    video.muted = true;
    sink.changed({blocked: 'sound'});
    await video.play().catch(() => sink.changed({blocked: 'all', waiting: false}));
  }

  #seekToLive(): void {
    const position = this.#livePosition;
    if (position) this.#video.currentTime = position;
    this.#hls?.startLoad();
  }
}
