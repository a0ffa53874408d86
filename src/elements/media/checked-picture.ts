import {createPicture} from '../base/dom.js';

/** Maximum number of pixels of a drawn picture. At 4 bytes each they take 200 MB, which phones can spare. */
export const PIXELS_MAX = 50_000_000;

/**
 * Creates a picture that is hidden until its size is known: a browser decodes a picture that it draws, however small the file
 * is.
 */
export function checkedPicture(address: string, failed: () => void): HTMLImageElement {
  const image = createPicture(address, '');
  const done = new AbortController();
  const look = (failing: boolean) => {
    done.abort();
    if (failing || image.naturalWidth * image.naturalHeight > PIXELS_MAX) failed();
    else image.style.visibility = '';
  };
  image.style.visibility = 'hidden';
  image.addEventListener('load', () => look(false), done);
  image.addEventListener('error', () => look(true), done);
  return image;
}
