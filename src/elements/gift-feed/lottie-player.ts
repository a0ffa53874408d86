import lottie from 'lottie-web/build/player/lottie_light.min.js';
import type {PlayFile} from './effect-queue.js';
import {FrameBudget} from './frame-budget.js';
import {readLottie} from './lottie-file.js';

type Animation = ReturnType<typeof lottie.loadAnimation>;

/** Plays a Lottie animation as SVG, with the player of the format's makers. */
export const play: PlayFile = async (layer, file, signal) => {
  const animationData = readLottie(file);
  const animation = lottie.loadAnimation({
    container: layer,
    renderer: 'svg',
    loop: false,
    autoplay: true,
    rendererSettings: {preserveAspectRatio: 'xMidYMid meet'},
  });
  const budget = new FrameBudget();
  try {
    await new Promise<void>((resolve, reject) => {
      const broken = () => reject(new Error('the Lottie player cannot read the file'));
      animation.addEventListener('complete', () => resolve());
      animation.addEventListener('data_failed', broken);
      animation.addEventListener('error', broken);
      animation.addEventListener('enterFrame', () => budget.startFrame());
      animation.addEventListener('drawnFrame', () => budget.isExceededByFrame() && resolve());
      signal.addEventListener('abort', () => resolve(), {once: true});
      // With `loadAnimation`, the data would raise errors before the listeners are added. The library's types omit the
      // method.
      (animation as Animation & {setupAnimation(data: object): void}).setupAnimation(animationData);
    });
  } finally {
    animation.destroy();
  }
};
