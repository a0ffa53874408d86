/** What paints gifts, in a chunk of its own: it is needed only when one arrives. */
export const loadShow = () => import('./gift-show.js');

/** What plays effects by address, each with its format's library: only when such a gift arrives. */
export const loadPlayers = {
  lottie: () => import('./lottie-player.js'),
  svga: () => import('./svga-player.js'),
};
