import {lazy} from '../../session/lazy.js';

/** The players of effect files, each with the library of its format. */
export const loadPlayers = {
  lottie: lazy(() => import('./lottie-player.js')),
  svga: lazy(() => import('./svga-player.js')),
};
