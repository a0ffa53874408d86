import {picture} from '../nodes.js';

/** A picture with more pixels is not drawn: at four bytes each these are 200 MB, which a phone may have; and no more. */
export const PIXELS_MAX = 50_000_000;

/** Out of sight until its size is known: a browser unpacks what it draws, however small the file was. */
export function checkedPicture(address: string, failed: () => void): HTMLImageElement {
  const image = picture(address, '');
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
