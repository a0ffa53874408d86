import {safeUrl} from './safe-url.js';

/** A picture in a comment. */
export interface ImageMedia {
  readonly kind: 'image';
  /** The largest size available. */
  readonly url: string;
  /** A smaller size, for a list. */
  readonly thumb: string;
  /** Px, claimed by the sender. 0 if unknown. */
  readonly width: number;
  readonly height: number;
}

/** A voice message. */
export interface SoundMedia {
  readonly kind: 'sound';
  readonly url: string;
  /** Seconds, claimed by the sender. 0 if unknown. */
  readonly seconds: number;
}

/** A short video. */
export interface VideoMedia {
  readonly kind: 'video';
  readonly url: string;
  /** The cover image; empty if there is none. */
  readonly thumb: string;
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
}

/** The media of a comment. The URLs are checked. The sender sets all other fields, and nobody verifies them. */
export type Media = ImageMedia | SoundMedia | VideoMedia;

/** Limits of the size (px) and of the duration (seconds) that a sender sets. */
const SIZE_MAX = 16_384;
export const SECONDS_MAX = 3_600;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Decodes an image, sound or video element, from the SDK (`payload`) or from Tencent's callbacks (`MsgContent`):
 * https://trtc.io/document/33527. Returns undefined if it has no safe URL. Never throws.
 */
export function decodeMedia(kind: Media['kind'], content: unknown): Media | undefined {
  const fields = isFields(content) ? content : {};
  if (kind === 'image') return decodeImage(fields);
  const url = safeUrl(fields['videoUrl'] ?? fields['VideoUrl'] ?? fields['url'] ?? fields['Url']);
  if (!url) return undefined;
  const seconds = bounded(
    fields['videoSecond'] ?? fields['VideoSecond'] ?? fields['second'] ?? fields['Second'],
    SECONDS_MAX,
  );
  if (kind === 'sound') return {kind, url, seconds};
  return {
    kind,
    url,
    thumb: safeUrl(fields['thumbUrl'] || fields['snapshotUrl'] || fields['ThumbUrl']) ?? '',
    width: bounded(fields['thumbWidth'] ?? fields['snapshotWidth'] ?? fields['ThumbWidth'], SIZE_MAX),
    height: bounded(fields['thumbHeight'] ?? fields['snapshotHeight'] ?? fields['ThumbHeight'], SIZE_MAX),
    seconds,
  };
}

/** Chooses among the sizes: the first is the original, and the smallest is the thumbnail. */
function decodeImage(fields: Fields): ImageMedia | undefined {
  const images = fields['imageInfoArray'] ?? fields['ImageInfoArray'];
  const sizes = (Array.isArray(images) ? images : [])
    .slice(0, 3)
    .filter(isFields)
    .map((size) => ({
      url: safeUrl(size['url'] ?? size['URL']),
      width: bounded(size['width'] ?? size['Width'], SIZE_MAX),
      height: bounded(size['height'] ?? size['Height'], SIZE_MAX),
    }))
    .filter(({url}) => url);
  const [original] = sizes;
  if (!original) return undefined;
  const [smallest = original] = sizes.filter(({width}) => width).sort((one, other) => one.width - other.width);
  const {url, width, height} = original;
  return {kind: 'image', url: url!, thumb: smallest.url!, width, height};
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function bounded(value: unknown, max: number): number {
  return typeof value === 'number' && value > 0 ? Math.min(max, Math.round(value)) : 0;
}
