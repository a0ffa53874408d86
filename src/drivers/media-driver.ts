import type {LiveErrorCode} from '../protocol/errors.js';

/** The state of a video. */
export interface MediaState {
  /** True if the video shows a camera or a file. */
  readonly camera: boolean;
  /** True if the video shows a shared screen. The screen is then shown large. */
  readonly screen: boolean;
  /** True if there is sound, audible or muted. */
  readonly sound: boolean;
  /** True before the first frame and while no frames arrive. */
  readonly waiting: boolean;
  /** Blocked by the browser until a user gesture: the sound, or everything. */
  readonly blocked: '' | 'sound' | 'all';
  /** True for a live video. After a pause it continues at the live position. */
  readonly live: boolean;
}

/** Receives a media driver's events until it is stopped. */
export interface MediaSink {
  changed(change: Partial<MediaState>): void;
  /** The video played to its end. It can be played again. */
  ended(): void;
  /**
   * Playback failed. The driver tries again unless `final`.
   *
   * @param failures Number of failures in a row.
   */
  failed(code: LiveErrorCode, message: string, failures: number, final?: boolean): void;
}

/** Plays the video and sound of one source in the given elements. No method throws or rejects. */
export interface MediaDriver {
  /** Plays, or continues after a pause. Within a user gesture it also starts playback that the browser has blocked. */
  play(): void;
  pause(): void;
  /** @param muted False plays with sound. If the browser refuses sound, the video plays muted. */
  mute(muted: boolean): void;
  /** @param volume 0 to 1. */
  setVolume(volume: number): void;
  /** Stops and releases everything. */
  stop(): Promise<void>;
}

/** Delay in ms after this many failures in a row: 1 s doubled each time, up to 30 s, varied by a quarter. */
export function retryDelayMs(failures: number): number {
  return Math.min(30_000, 1_000 * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
}

/** hls.js. Its types stay out of our declarations, because the compiler of each application would check them. */
export interface HlsModule {
  readonly default: unknown;
}
