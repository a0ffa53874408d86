/** What draws a product, in a chunk of its own: it is needed only once one is on show. */
export const loadProductCard = () => import('./product-card.js');
