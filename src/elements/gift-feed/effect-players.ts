import {lazy} from '../../session/lazy.js';

/** Loads the players of effect files, each with the library of its format. */
export const loadPlayers = {
  lottie: lazy(() => import('./lottie-player.js')),
  svga: lazy(() => import('./svga-player.js')),
};
