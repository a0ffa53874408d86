import {createPicture} from '../base/dom.js';

/** Maximum number of pixels of a drawn picture. At 4 bytes each they take 200 MB, which phones can spare. */
export const PIXELS_MAX = 50_000_000;

/**
 * Creates a picture that is hidden until its size is known: a browser decodes a picture that it draws, however small the file
 * is. It returns a node, because views of media are kept with their comments.
 */
export function checkedPicture(url: string, onError: () => void): HTMLImageElement {
  const image = createPicture(url, '');
  const done = new AbortController();
  const check = (hasFailed: boolean) => {
    done.abort();
    if (hasFailed || image.naturalWidth * image.naturalHeight > PIXELS_MAX) onError();
    else image.style.visibility = '';
  };
  image.style.visibility = 'hidden';
  image.addEventListener('load', () => check(false), done);
  image.addEventListener('error', () => check(true), done);
  return image;
}
