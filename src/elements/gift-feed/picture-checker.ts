import {pictureSize, pictureType, type Bytes, type PictureType} from '../media/picture-file.js';

/** Maximum side of an animation and of a picture in it, px. */
export const SIDE_MAX_PX = 4_096;
/** Maximum area of all pictures of one animation, px. Each decoded px takes 4 bytes. */
const AREA_MAX_PX = 24_000_000;

const TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);

/**
 * Returns a function that checks the pictures of one animation by their bytes. It returns the type of a picture, or
 * undefined if the bytes are no picture. It throws if the pictures together would take too much memory.
 */
export function createPictureChecker(): (bytes: Bytes) => PictureType | undefined {
  let area = 0;
  return (bytes) => {
    const type = pictureType(bytes);
    const size = type && TYPES.has(type) ? pictureSize(bytes, type) : undefined;
    if (!size) return undefined;
    area += size.width * size.height;
    if (Math.max(size.width, size.height) > SIDE_MAX_PX || area > AREA_MAX_PX)
      throw new Error('the pictures of the effect are too large');
    return type;
  };
}
