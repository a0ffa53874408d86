/** What can be done with a line, in a chunk of its own: needed only once somebody selects one. */
export const loadActions = () => import('./line-actions.js');
