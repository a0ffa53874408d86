/** Terms of shelf, cart, lobby, poll and pinned comment in one language. They load with the first of these elements. */
export interface CommerceTerms {
  // Shelf
  readonly products: string;
  readonly searchProducts: string;
  readonly noProducts: string;
  readonly noMatch: string;
  readonly onShow: string;
  /** Name of the choice between the variants of a product. */
  readonly variant: (title: string) => string;
  readonly oldPrice: (price: string) => string;
  readonly addToCart: string;
  readonly added: string;

  // Cart
  readonly cart: string;
  /** The cart's button: its name and the number of pieces. */
  readonly cartCount: (count: string) => string;
  readonly cartEmpty: string;
  readonly total: string;
  readonly checkout: string;
  readonly remove: (title: string) => string;
  readonly fewer: (title: string) => string;
  readonly more: (title: string) => string;
  /** The price has changed since the product was drawn. Nothing was added. */
  readonly priceChanged: (price: string) => string;
  readonly outOfStock: string;
  readonly cartDown: string;

  // Lobby
  readonly startsIn: string;
  readonly startsSoon: string;
  /** Days left, before the hours and minutes. */
  readonly days: (count: string) => string;
  readonly addToCalendar: string;
  readonly remindMe: string;
  readonly reminderSet: string;
  readonly thanks: string;
  readonly nextShow: string;

  // Poll
  readonly poll: string;
  readonly votes: (count: string) => string;
  readonly pollClosed: string;
  readonly yourVote: string;
  readonly voteFailed: string;

  // Chat
  readonly pinned: string;
  readonly question: string;
  /** Text before the pinned question that the host answers. */
  readonly answeringNow: string;
  readonly askQuestion: string;
}
