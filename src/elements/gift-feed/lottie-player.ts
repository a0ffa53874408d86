import lottie from 'lottie-web/build/player/lottie_light.min.js';
import type {PlayFile} from './effects.js';
import {readLottie} from './lottie-file.js';

/** Plays a Lottie animation, drawn as SVG, by the library its makers keep. */
export const play: PlayFile = (layer, file, signal) => {
  const animation = lottie.loadAnimation({
    container: layer,
    renderer: 'svg',
    loop: false,
    autoplay: true,
    animationData: readLottie(file),
    rendererSettings: {preserveAspectRatio: 'xMidYMid meet'},
  });
  const ended = new Promise<void>((resolve, reject) => {
    animation.addEventListener('complete', () => resolve());
    animation.addEventListener('data_failed', () => reject(new Error('not an animation')));
    animation.addEventListener('error', () => reject(new Error('not an animation')));
    signal.addEventListener('abort', () => resolve(), {once: true});
  });
  return ended.finally(() => animation.destroy());
};
