import type {CommerceTerms} from './commerce-terms.js';

export const en: CommerceTerms = {
  products: 'Products',
  searchProducts: 'Search products',
  noProducts: 'No products yet.',
  noMatch: 'No product matches.',
  onShow: 'On show now',
  variant: (title) => `Options of ${title}`,
  oldPrice: (price) => `Before: ${price}`,
  addToCart: 'Add to cart',
  added: 'Added',

  cart: 'Cart',
  cartCount: (count) => `Cart: ${count}`,
  cartEmpty: 'Your cart is empty.',
  total: 'Total',
  checkout: 'Check out',
  remove: (title) => `Remove ${title}`,
  fewer: (title) => `One less: ${title}`,
  more: (title) => `One more: ${title}`,
  priceChanged: (price) => `The price is now ${price}. Nothing was added: press again to add it.`,
  outOfStock: 'No more of it is in stock.',
  cartDown: 'The cart does not answer. Try again.',

  startsIn: 'Starts in',
  startsSoon: 'Starts any moment',
  days: (count) => `${count} d`,
  addToCalendar: 'Add to calendar',
  remindMe: 'Remind me',
  reminderSet: 'You will be reminded',
  thanks: 'Thank you for watching!',
  nextShow: 'Next show',

  poll: 'Poll',
  votes: (count) => `Votes: ${count}`,
  pollClosed: 'Closed',
  yourVote: 'Your vote',
  voteFailed: 'The vote did not arrive. Try again.',

  pinned: 'Pinned',
  question: 'Question',
  askQuestion: 'Ask as a question',
};
