import {pictureSize, pictureType, type Bytes, type PictureType} from '../shared/picture-file.js';

/** Of one picture, px a side, and of all of an animation together, px: unpacked, each takes 4 bytes. */
const SIDE_MAX_PX = 4_096;
const AREA_MAX_PX = 24_000_000;

const TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);

/**
 * Looks at the pictures of one animation, each by its bytes: its type, or undefined if it is none. Throws where they would take
 * more memory than a gift is worth.
 */
export function checkedPicture(): (bytes: Bytes) => PictureType | undefined {
  let area = 0;
  return (bytes) => {
    const type = pictureType(bytes);
    const size = type && TYPES.has(type) ? pictureSize(bytes, type) : undefined;
    if (!size) return undefined;
    area += size.width * size.height;
    if (Math.max(size.width, size.height) > SIDE_MAX_PX || area > AREA_MAX_PX) throw new Error('too large a picture');
    return type;
  };
}
