import {createPicture} from '../base/dom.js';

/** Maximum number of pixels of a drawn picture. At 4 bytes each they take 200 MB. */
export const PIXELS_MAX = 50_000_000;

/**
 * Creates a picture that is hidden until its size is known, because a browser decodes each drawn picture, also from a
 * small file. It returns a node, because views of media are kept with their comments.
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
