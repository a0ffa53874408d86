import type {Quote} from '../protocol/comment-schema.js';
import type {Media} from '../protocol/media.js';
import type {LineStyle} from '../protocol/messages.js';

/** A comment to send. */
export interface OutgoingComment {
  readonly text: string;
  /** The comment that it replies to. A comment with a style cannot be a reply. */
  readonly reply?: Quote | undefined;
  readonly style?: LineStyle | undefined;
  /** True for a question to the host. A comment with a style cannot be a question. */
  readonly question?: boolean | undefined;
}

/** The service's response to a sent message. */
export interface SendReceipt {
  readonly id: string;
  /**
   * 0 if the service accepted and dropped the message, as it does over 40 messages per second. Nobody else receives it.
   */
  readonly seq: number;
  /** Unix seconds. */
  readonly time: number;
}

export type FileKind = Media['kind'];

export interface FileMessage {
  readonly kind: FileKind;
  readonly file: File;
  /** Duration of a voice message or a video. */
  readonly seconds?: number | undefined;
  /** Called with the uploaded share, 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

export interface SentFile extends SendReceipt {
  /** The media as other viewers receive it. */
  readonly media?: Media | undefined;
}

/** Uploads files for the service's SDK: see `upload-plugin.ts`. */
export interface Uploader {
  readonly UploadPlugin: new () => {uploadFile(...args: readonly unknown[]): unknown};
  cancelUpload(file: File): void;
  /** Returns the payload of a sent message with the URLs from which other viewers load its file. */
  sentPayload(payload: unknown, file: File): object;
}
