/** What is looked after in a room, in a chunk of its own: it is needed only once in the room. */
export const loadBusiness = () => import('./room-business.js');
