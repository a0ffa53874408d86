/** What shows broadcasts in turn, in a chunk of its own: it is needed only when one comes. */
export const loadBanner = () => import('./banner.js');
