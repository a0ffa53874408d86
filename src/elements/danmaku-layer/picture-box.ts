import type {DanmakuPicture} from './line.js';

/** Loads the picture of an address into its box. */
export type LoadPicture = (box: HTMLElement, url: string) => void;

/** Limits of the ratio of width to height, which the sender chooses: at most the width of a few words. */
const RATIO_MAX = 3;
const RATIO_MIN = 0.5;

/** Creates the box of a picture in a line. It has its final width at once, because a flying line must not grow. */
export function createPictureBox({url, width = 0, height = 0}: DanmakuPicture, loadPicture: LoadPicture): HTMLElement {
  const box = document.createElement('span');
  box.className = 'picture';
  box.style.aspectRatio = `${Math.min(RATIO_MAX, Math.max(RATIO_MIN, width / height || 1))}`;
  loadPicture(box, url);
  return box;
}
