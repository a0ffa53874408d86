import {lazy} from '../../session/lazy.js';
import type {DanmakuPicture} from './line.js';

const loadMedia = lazy(() => import('../media/media-views.js'));

/** Limits of the ratio of width to height, which the sender sets: at most the width of a few words. */
const RATIO_MAX = 3;
const RATIO_MIN = 0.5;

/** Creates the box of a picture in a line. The box has its final width at once, because a flying line must not grow. */
export function createPictureBox({url, width = 0, height = 0}: DanmakuPicture): HTMLElement {
  const box = document.createElement('span');
  box.className = 'picture';
  box.style.aspectRatio = `${Math.min(RATIO_MAX, Math.max(RATIO_MIN, width / height || 1))}`;
  void loadPicture(box, url);
  return box;
}

/** Loads a picture into its box. The box stays empty if the picture fails to load or is too large to draw. */
async function loadPicture(box: HTMLElement, url: string): Promise<void> {
  const {checkedPicture} = await loadMedia().catch(() => ({checkedPicture: undefined}));
  if (checkedPicture) box.append(checkedPicture(url, () => box.replaceChildren()));
}
