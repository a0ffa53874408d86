/** A speaker's card, in a chunk of its own: needed only once somebody asks for one. */
export const loadCard = () => import('./person-card.js');
