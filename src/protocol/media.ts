import {safeAddress} from './address.js';

/** A picture in a comment. */
export interface ImageMedia {
  readonly kind: 'image';
  /** As large as there is. */
  readonly url: string;
  /** The smaller picture for a list. */
  readonly thumb: string;
  /** Px, as the sender says: 0 when unknown. */
  readonly width: number;
  readonly height: number;
}

/** Something spoken. */
export interface SoundMedia {
  readonly kind: 'sound';
  readonly url: string;
  /** Seconds, as the sender says: 0 when unknown. */
  readonly seconds: number;
}

/** A short film. */
export interface VideoMedia {
  readonly kind: 'video';
  readonly url: string;
  /** Its cover; empty when there is none. */
  readonly thumb: string;
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
}

/** The media of a comment. Addresses are checked; everything else is the sender's claim. */
export type Media = ImageMedia | SoundMedia | VideoMedia;

/** Limits of a claimed size (px) and of a claimed length (seconds). */
const SIZE_MAX = 16_384;
export const SECONDS_MAX = 3_600;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads what an image, sound or video element carries, as the SDK tells it (`payload`) or as Tencent's callbacks do
 * (`MsgContent`): https://trtc.io/document/33527. Undefined when there is no address that may be used; never throws.
 */
export function readMedia(kind: Media['kind'], content: unknown): Media | undefined {
  const fields = isFields(content) ? content : {};
  if (kind === 'image') return readImage(fields);
  const url = safeAddress(fields['videoUrl'] ?? fields['VideoUrl'] ?? fields['url'] ?? fields['Url']);
  if (!url) return undefined;
  const seconds = bounded(
    fields['videoSecond'] ?? fields['VideoSecond'] ?? fields['second'] ?? fields['Second'],
    SECONDS_MAX,
  );
  if (kind === 'sound') return {kind, url, seconds};
  return {
    kind,
    url,
    thumb: safeAddress(fields['thumbUrl'] || fields['snapshotUrl'] || fields['ThumbUrl']) ?? '',
    width: bounded(fields['thumbWidth'] ?? fields['snapshotWidth'] ?? fields['ThumbWidth'], SIZE_MAX),
    height: bounded(fields['thumbHeight'] ?? fields['snapshotHeight'] ?? fields['ThumbHeight'], SIZE_MAX),
    seconds,
  };
}

/** Of the sizes there are: the first is the original; of the others the smallest is for lists. */
function readImage(fields: Fields): ImageMedia | undefined {
  const given = fields['imageInfoArray'] ?? fields['ImageInfoArray'];
  const sizes = (Array.isArray(given) ? given : [])
    .slice(0, 3)
    .filter(isFields)
    .map((size) => ({
      url: safeAddress(size['url'] ?? size['URL']),
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
