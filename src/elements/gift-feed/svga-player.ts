import {Player} from 'svga';
import type {PlayFile} from './effects.js';
import {readSvga} from './svga-file.js';

/** Plays an SVGA animation on a canvas. */
export const play: PlayFile = async (layer, file, signal) => {
  const movie = await readSvga(file);
  if (signal.aborted) return;
  const canvas = document.createElement('canvas');
  layer.append(canvas);
  const player = new Player(canvas);
  player.setConfig({container: canvas, loop: 1});
  await player.mount(movie);
  const ended = new Promise<void>((resolve) => {
    player.onEnd = resolve;
    signal.addEventListener('abort', () => resolve(), {once: true});
  });
  player.start();
  await ended;
  player.stop();
};
