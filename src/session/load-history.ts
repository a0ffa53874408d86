/** What reads a room's history, in a chunk of its own: it is needed only once in the room. */
export const loadHistory = () => import('./history.js');
