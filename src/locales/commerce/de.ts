import type {CommerceTerms} from './commerce-terms.js';

export const de: CommerceTerms = {
  products: 'Produkte',
  searchProducts: 'Produkte suchen',
  noProducts: 'Noch keine Produkte.',
  noMatch: 'Kein Produkt passt.',
  onShow: 'Jetzt gezeigt',
  variant: (title) => `Varianten von ${title}`,
  oldPrice: (price) => `Vorher: ${price}`,
  addToCart: 'In den Warenkorb',
  added: 'Hinzugefügt',

  cart: 'Warenkorb',
  cartCount: (count) => `Warenkorb: ${count}`,
  cartEmpty: 'Der Warenkorb ist leer.',
  total: 'Summe',
  checkout: 'Zur Kasse',
  remove: (title) => `${title} entfernen`,
  fewer: (title) => `Eins weniger: ${title}`,
  more: (title) => `Eins mehr: ${title}`,
  priceChanged: (price) => `Der Preis ist jetzt ${price}. Noch nichts hinzugefügt: zum Hinzufügen noch einmal drücken.`,
  outOfStock: 'Mehr ist nicht vorrätig.',
  cartDown: 'Der Warenkorb antwortet nicht. Bitte noch einmal versuchen.',

  startsIn: 'Beginnt in',
  startsSoon: 'Beginnt gleich',
  days: (count) => `${count} T`,
  addToCalendar: 'In den Kalender',
  remindMe: 'Erinnern',
  reminderSet: 'Sie werden erinnert',
  thanks: 'Danke fürs Zuschauen!',
  nextShow: 'Nächste Sendung',

  poll: 'Umfrage',
  votes: (count) => `Stimmen: ${count}`,
  pollClosed: 'Beendet',
  yourVote: 'Ihre Stimme',
  voteFailed: 'Die Stimme kam nicht an. Bitte noch einmal versuchen.',

  pinned: 'Angeheftet',
  question: 'Frage',
  askQuestion: 'Als Frage senden',
};
