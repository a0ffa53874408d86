/** What makes lines fly, in a chunk of its own: it is needed only once there are some. */
export const loadShow = () => import('./danmaku-show.js');
