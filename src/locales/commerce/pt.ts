import type {CommerceTerms} from './commerce-terms.js';

export const pt: CommerceTerms = {
  products: 'Produtos',
  searchProducts: 'Buscar produtos',
  noProducts: 'Ainda não há produtos.',
  noMatch: 'Nenhum produto corresponde.',
  onShow: 'Em destaque',
  variant: (title) => `Opções de ${title}`,
  oldPrice: (price) => `Antes: ${price}`,
  addToCart: 'Adicionar ao carrinho',
  added: 'Adicionado',

  cart: 'Carrinho',
  cartCount: (count) => `Carrinho: ${count}`,
  cartEmpty: 'O carrinho está vazio.',
  total: 'Soma',
  checkout: 'Finalizar compra',
  remove: (title) => `Remover ${title}`,
  fewer: (title) => `Um a menos: ${title}`,
  more: (title) => `Mais um: ${title}`,
  priceChanged: (price) => `O preço agora é ${price}. Nada foi adicionado: pressione de novo para adicionar.`,
  outOfStock: 'Não há mais em estoque.',
  cartDown: 'O carrinho não responde. Tente de novo.',

  startsIn: 'Começa em',
  startsSoon: 'Começa a qualquer momento',
  days: (count) => `${count} dias`,
  addToCalendar: 'Adicionar ao calendário',
  remindMe: 'Lembrar-me',
  reminderSet: 'Você será lembrado',
  thanks: 'Obrigado por assistir!',
  nextShow: 'Próxima transmissão',

  poll: 'Enquete',
  votes: (count) => `Votos: ${count}`,
  pollClosed: 'Encerrada',
  yourVote: 'Seu voto',
  voteFailed: 'O voto não chegou. Tente de novo.',

  pinned: 'Fixado',
  question: 'Pergunta',
  askQuestion: 'Enviar como pergunta',
};
