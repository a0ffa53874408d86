import type {CommerceTerms} from './commerce-terms.js';

export const es: CommerceTerms = {
  products: 'Productos',
  searchProducts: 'Buscar productos',
  noProducts: 'Todavía no hay productos.',
  noMatch: 'Ningún producto coincide.',
  onShow: 'En pantalla',
  variant: (title) => `Opciones de ${title}`,
  oldPrice: (price) => `Antes: ${price}`,
  addToCart: 'Añadir al carrito',
  added: 'Añadido',

  cart: 'Carrito',
  cartCount: (count) => `Carrito: ${count}`,
  cartEmpty: 'El carrito está vacío.',
  total: 'Suma',
  checkout: 'Tramitar pedido',
  remove: (title) => `Quitar ${title}`,
  fewer: (title) => `Uno menos: ${title}`,
  more: (title) => `Uno más: ${title}`,
  priceChanged: (price) => `El precio es ahora ${price}. No se añadió nada: pulse otra vez para añadirlo.`,
  outOfStock: 'No quedan más existencias.',
  cartDown: 'El carrito no responde. Inténtelo de nuevo.',

  startsIn: 'Empieza en',
  startsSoon: 'Empieza en cualquier momento',
  days: (count) => `${count} días`,
  addToCalendar: 'Añadir al calendario',
  remindMe: 'Recordármelo',
  reminderSet: 'Se lo recordaremos',
  thanks: '¡Gracias por vernos!',
  nextShow: 'Próxima emisión',

  poll: 'Encuesta',
  votes: (count) => `Votos: ${count}`,
  pollClosed: 'Cerrada',
  yourVote: 'Su voto',
  voteFailed: 'El voto no llegó. Inténtelo de nuevo.',

  pinned: 'Fijado',
  question: 'Pregunta',
  askQuestion: 'Enviar como pregunta',
};
