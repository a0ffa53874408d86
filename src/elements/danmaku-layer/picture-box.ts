import type {DanmakuPicture} from './line.js';

/** Loads the picture of an address into its box. */
export type FillBox = (box: HTMLElement, url: string) => void;

/** Limits of the ratio of width to height, which the sender chooses: at most the width of a few words. */
const WIDEST = 3;
const NARROWEST = 0.5;

/** Creates the box of a picture in a line. It has its final width at once, because a flying line must not grow. */
export function pictureBox({url, width = 0, height = 0}: DanmakuPicture, fill: FillBox): HTMLElement {
  const box = document.createElement('span');
  box.className = 'picture';
  box.style.aspectRatio = `${Math.min(WIDEST, Math.max(NARROWEST, width / height || 1))}`;
  fill(box, url);
  return box;
}
