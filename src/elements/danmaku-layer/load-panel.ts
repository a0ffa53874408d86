/** The viewer's settings, in a chunk of their own: needed only once somebody opens them. */
export const loadPanel = () => import('./settings-panel.js');
