/** What shows a private conversation, in a chunk of its own: needed only once one is opened. */
export const loadShow = () => import('./private-show.js');
