import type {FileKind, SentFile} from '../drivers/driver.js';
import {throwIfAborted} from '../protocol/abort.js';
import type {LiveErrorCode} from '../protocol/errors.js';
import type {Media} from '../protocol/media.js';
import type {Comment} from './slices/comments.js';

/** How often at most a line tells how far its file has come, ms. */
const PROGRESS_MS = 100;

/** A picture, voice or film of the viewer's. */
export interface OutgoingFile {
  readonly kind: FileKind;
  readonly file: File;
  /** Seconds, of voice and film. */
  readonly seconds?: number | undefined;
  /** Px, of a picture and film. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** A picture of a film. */
  readonly cover?: Blob | undefined;
}

/** Where a file goes, and what becomes of its line. */
export interface FileOutboxHost {
  send(outgoing: OutgoingFile, progressed: (share: number) => void, signal: AbortSignal): Promise<SentFile>;
  /** The line was written, moved on, was sent or failed. */
  line(line: Comment): void;
  /** The line is not said after all. */
  unsay(key: string): void;
  /** Why it was not sent, as a page is told. */
  errorOf(reason: unknown): Error & {readonly code: LiveErrorCode};
}

interface Entry {
  readonly outgoing: OutgoingFile;
  readonly preview: string;
  /** Of a film's picture; kept when it is sent where the service makes none. */
  readonly cover: string;
  running: AbortController | undefined;
}

/**
 * Files on their way, and those that did not get there and may be sent again. A chunk of its own, which shares no code with the
 * script that loads it.
 */
export class FileOutbox {
  readonly #host: FileOutboxHost;
  readonly #entries = new Map<string, Entry>();

  constructor(host: FileOutboxHost) {
    this.#host = host;
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /**
   * Sends a file as a line, which shows it at once. Rejects with what the service refused it for; with an `AbortError` when it
   * was cancelled.
   */
  async send(line: Comment, outgoing: OutgoingFile): Promise<SentFile> {
    const preview = URL.createObjectURL(outgoing.file);
    const cover = outgoing.cover ? URL.createObjectURL(outgoing.cover) : '';
    this.#entries.set(line.key, {outgoing, preview, cover, running: undefined});
    return this.again({...line, media: previewOf(outgoing, preview, cover)});
  }

  /** Sends the file of a failed line again. */
  async again(line: Comment): Promise<SentFile> {
    const entry = this.#entries.get(line.key)!;
    const {signal} = (entry.running = new AbortController());
    const pending: Comment = {...line, delivery: 'pending', refusal: undefined, progress: 0};
    this.#host.line(pending);
    let toldAt = 0;
    const progressed = (progress: number) => {
      if (signal.aborted || performance.now() - toldAt < PROGRESS_MS) return;
      toldAt = performance.now();
      this.#host.line({...pending, progress});
    };
    try {
      const sent = await this.#host.send(entry.outgoing, progressed, signal);
      const {id, seq, time, media = line.media} = sent;
      this.#host.line({...line, id, seq: seq || undefined, time, media, delivery: 'sent', progress: undefined});
      this.#forget(line.key);
      return sent;
    } catch (reason) {
      throwIfAborted(signal);
      const error = this.#host.errorOf(reason);
      this.#host.line({...line, delivery: 'failed', refusal: error.code, progress: undefined});
      throw error;
    }
  }

  /** Ends a file's way, or forgets one that failed; its line goes. */
  cancel(key: string): void {
    this.#entries.get(key)?.running?.abort();
    this.#forget(key);
    this.#host.unsay(key);
  }

  /** The room was left for another. */
  clear(): void {
    for (const [key, {running}] of this.#entries) {
      running?.abort();
      this.#forget(key);
    }
  }

  #forget(key: string): void {
    const entry = this.#entries.get(key);
    if (entry) URL.revokeObjectURL(entry.preview);
    this.#entries.delete(key);
  }
}

function previewOf({kind, width = 0, height = 0, seconds = 0}: OutgoingFile, url: string, thumb: string): Media {
  if (kind === 'image') return {kind, url, thumb: url, width, height};
  return kind === 'sound' ? {kind, url, seconds} : {kind, url, thumb, width, height, seconds};
}
