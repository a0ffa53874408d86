/** All that can be done with a composer but writing, in a chunk of its own: needed only once the room is joined. */
export const loadTools = () => import('./composer-tools.js');
