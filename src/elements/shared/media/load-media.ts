/** What shows pictures, voice and film, in a chunk of its own: needed only once somebody sends one. */
export const loadMedia = () => import('./media-views.js');
