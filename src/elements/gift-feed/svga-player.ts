import {Player} from 'svga';
import type {PlayFile} from './effect-queue.js';
import {FrameBudget} from './frame-budget.js';
import {readSvga} from './svga-file.js';

/** The library's method that draws a frame; its types omit it. */
interface FrameDrawer {
  drawFrame(frame: number): void;
}

/** Plays an SVGA animation on a canvas. */
export const play: PlayFile = async (layer, file, signal) => {
  const movie = await readSvga(file);
  const canvas = document.createElement('canvas');
  const player = new Player(canvas);
  const budget = new FrameBudget();
  try {
    if (signal.aborted) return;
    layer.append(canvas);
    player.setConfig({container: canvas, loop: 1});
    await player.mount(movie);
    await new Promise<void>((resolve, reject) => {
      const drawer = player as unknown as FrameDrawer;
      const drawFrame = drawer.drawFrame.bind(player);
      drawer.drawFrame = (frame) => {
        try {
          budget.startFrame();
          drawFrame(frame);
          if (budget.isExceededByFrame()) resolve();
        } catch (cause) {
          // If this error were thrown, it would reach the page and the library would continue.
          reject(new Error(`a frame cannot be drawn: ${String(cause)}`));
        }
      };
      player.onEnd = resolve;
      signal.addEventListener('abort', () => resolve(), {once: true});
      player.start();
    });
  } finally {
    player.stop();
    for (const picture of Object.values(movie.images)) if (picture instanceof ImageBitmap) picture.close();
  }
};
