/** What shows the gifts, in a chunk of its own: it is needed only once there are some to give. */
export const loadShelf = () => import('./gift-shelf.js');
