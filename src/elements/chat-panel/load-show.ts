/** What draws the list's lines, in a chunk of its own: needed only once there are some. */
export const loadShow = () => import('./chat-show.js');
