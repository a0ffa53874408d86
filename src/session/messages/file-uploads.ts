import type {FileKind, SentFile} from '../../drivers/outgoing-messages.js';
import {throwIfAborted} from '../../protocol/abort.js';
import type {Media} from '../../protocol/media.js';
import {connectionError} from '../connection-error.js';
import type {Comment} from '../state/slices/comments.js';

/** Minimum interval between two progress updates of a comment. */
const PROGRESS_INTERVAL_MS = 100;

/** An image, a voice message or a video to send. */
export interface OutgoingFile {
  readonly kind: FileKind;
  readonly file: File;
  /** Duration in seconds, of a voice message or a video. */
  readonly seconds?: number | undefined;
  /** Size in px, of an image or a video. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** Cover image of a video. */
  readonly cover?: Blob | undefined;
}

/** The room or the conversation to which the files are sent, and its list. */
export interface UploadTarget {
  send(outgoing: OutgoingFile, onProgress: (share: number) => void, signal: AbortSignal): Promise<SentFile>;
  /** Adds the comment, or updates its progress, delivery or media. */
  update(comment: Comment): void;
  /** Removes the comment. */
  remove(key: string): void;
}

interface Upload {
  readonly outgoing: OutgoingFile;
  /** Object URL of the file. */
  readonly preview: string;
  /** Object URL of a video's cover. It stays after the upload, because the service may make no cover. */
  readonly cover: string;
  /** Cancels the upload. Undefined before the first one. */
  running: AbortController | undefined;
}

/** Files that are being sent, and failed ones that can be sent again. */
export class FileUploads {
  readonly #target: UploadTarget;
  readonly #uploads = new Map<string, Upload>();

  constructor(target: UploadTarget) {
    this.#target = target;
  }

  has(key: string): boolean {
    return this.#uploads.has(key);
  }

  /**
   * Adds a comment that shows the file at once, and sends the file. Rejects with the service's refusal, or with an
   * `AbortError` after `cancel`.
   */
  async send(comment: Comment, outgoing: OutgoingFile): Promise<SentFile> {
    const preview = URL.createObjectURL(outgoing.file);
    const cover = outgoing.cover ? URL.createObjectURL(outgoing.cover) : '';
    this.#uploads.set(comment.key, {outgoing, preview, cover, running: undefined});
    return this.resend({...comment, media: previewOf(outgoing, preview, cover)});
  }

  /** Sends the file of a failed comment again. */
  async resend(comment: Comment): Promise<SentFile> {
    const upload = this.#uploads.get(comment.key)!;
    const {signal} = (upload.running = new AbortController());
    const pending: Comment = {...comment, delivery: 'pending', refusal: undefined, progress: 0};
    this.#target.update(pending);
    let reportedAt = 0;
    const onProgress = (progress: number) => {
      if (signal.aborted || performance.now() - reportedAt < PROGRESS_INTERVAL_MS) return;
      reportedAt = performance.now();
      this.#target.update({...pending, progress});
    };
    try {
      const sent = await this.#target.send(upload.outgoing, onProgress, signal);
      const {id, seq, time, media = comment.media} = sent;
      this.#target.update({...comment, id, seq: seq || undefined, time, media, delivery: 'sent', progress: undefined});
      this.#forget(comment.key);
      return sent;
    } catch (reason) {
      throwIfAborted(signal);
      const error = connectionError(reason, 'the file was not sent');
      this.#target.update({...comment, delivery: 'failed', refusal: error.code, progress: undefined});
      throw error;
    }
  }

  /** Cancels an upload or drops a failed file, and removes its comment. */
  cancel(key: string): void {
    this.#uploads.get(key)?.running?.abort();
    this.#forget(key);
    this.#target.remove(key);
  }

  /** Cancels all uploads. */
  clear(): void {
    for (const [key, {running}] of this.#uploads) {
      running?.abort();
      this.#forget(key);
    }
  }

  #forget(key: string): void {
    const upload = this.#uploads.get(key);
    if (upload) URL.revokeObjectURL(upload.preview);
    this.#uploads.delete(key);
  }
}

function previewOf({kind, width = 0, height = 0, seconds = 0}: OutgoingFile, url: string, thumb: string): Media {
  if (kind === 'image') return {kind, url, thumb: url, width, height};
  return kind === 'sound' ? {kind, url, seconds} : {kind, url, thumb, width, height, seconds};
}
