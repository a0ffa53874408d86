import type {CommerceTerms} from './commerce-terms.js';

export const fr: CommerceTerms = {
  products: 'Produits',
  searchProducts: 'Rechercher un produit',
  noProducts: 'Pas encore de produits.',
  noMatch: 'Aucun produit ne correspond.',
  onShow: 'À l’écran',
  variant: (title) => `Options de ${title}`,
  oldPrice: (price) => `Avant : ${price}`,
  addToCart: 'Ajouter au panier',
  added: 'Ajouté',

  cart: 'Panier',
  cartCount: (count) => `Panier : ${count}`,
  cartEmpty: 'Votre panier est vide.',
  total: 'Somme',
  checkout: 'Commander',
  remove: (title) => `Retirer ${title}`,
  fewer: (title) => `Un de moins : ${title}`,
  more: (title) => `Un de plus : ${title}`,
  priceChanged: (price) => `Le prix est maintenant ${price}. Rien n’a été ajouté : appuyez encore pour l’ajouter.`,
  outOfStock: 'Il n’y en a plus en stock.',
  cartDown: 'Le panier ne répond pas. Réessayez.',

  startsIn: 'Commence dans',
  startsSoon: 'Commence d’un instant à l’autre',
  days: (count) => `${count} j`,
  addToCalendar: 'Ajouter au calendrier',
  remindMe: 'Me le rappeler',
  reminderSet: 'Vous aurez un rappel',
  thanks: 'Merci d’avoir regardé !',
  nextShow: 'Prochaine émission',

  poll: 'Sondage',
  votes: (count) => `Voix : ${count}`,
  pollClosed: 'Terminé',
  yourVote: 'Votre choix',
  voteFailed: 'Le vote n’est pas arrivé. Réessayez.',

  pinned: 'Épinglé',
  question: 'À répondre',
  askQuestion: 'Envoyer comme question',
};
