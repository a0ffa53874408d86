import type {LiveErrorCode} from '../protocol/errors.js';

/** How a picture stands. */
export interface MediaFacts {
  /** Whether there is a camera's, or a file's, picture. */
  readonly camera: boolean;
  /** Whether there is a screen's picture, which is the larger one then. */
  readonly screen: boolean;
  /** Whether there is sound, heard or not. */
  readonly sound: boolean;
  /** On the way: no first frame yet, or starved. */
  readonly waiting: boolean;
  /** What the browser plays only once the viewer asks for it: the sound alone, or everything. */
  readonly blocked: '' | 'sound' | 'all';
  /** Goes on while it is not watched: after a pause one is back in the present. */
  readonly live: boolean;
}

/** Where a media driver tells what happens, until it is stopped. */
export interface MediaSink {
  changed(change: Partial<MediaFacts>): void;
  /** It played to its end, and can be played again. */
  ended(): void;
  /**
   * It does not play, and is tried again unless `final`.
   *
   * @param failures So many times in a row.
   */
  failed(code: LiveErrorCode, message: string, failures: number, final?: boolean): void;
}

/** A picture and its sound, from one source, in the nodes it was given. No method throws or rejects. */
export interface MediaDriver {
  /** Plays, or goes on after a pause. Within a tap, what the browser had blocked plays too. */
  play(): void;
  pause(): void;
  /** @param muted Without sound; a browser that refuses sound plays on without. */
  mute(muted: boolean): void;
  /** @param volume 0 to 1. */
  setVolume(volume: number): void;
  /** Gives back what it holds. */
  stop(): Promise<void>;
}

/** How long to wait after so many failures in a row. */
export function backOff(failures: number): number {
  return Math.min(30_000, 1_000 * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
}
