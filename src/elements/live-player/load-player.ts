/** What shows a picture, in a chunk of its own: it is needed only once there is one to show. */
export const loadPlayer = () => import('./player-show.js');
