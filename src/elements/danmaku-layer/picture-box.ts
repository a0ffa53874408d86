import type {DanmakuPicture} from './line.js';

/** Puts the picture of an address into its place, once it is there. */
export type FillBox = (box: HTMLElement, url: string) => void;

/** Widest and narrowest, to its height: whatever a sender says, it is as one or a few words. */
const WIDEST = 3;
const NARROWEST = 0.5;

/** The place of a picture in a line, as wide as the picture will be: a line on its way must not grow. */
export function pictureBox({url, width = 0, height = 0}: DanmakuPicture, fill: FillBox): HTMLElement {
  const box = document.createElement('span');
  box.className = 'picture';
  box.style.aspectRatio = `${Math.min(WIDEST, Math.max(NARROWEST, width / height || 1))}`;
  fill(box, url);
  return box;
}
