import type {CommerceTerms} from './commerce-terms.js';

export const ko: CommerceTerms = {
  products: '상품',
  searchProducts: '상품 검색',
  noProducts: '아직 상품이 없습니다.',
  noMatch: '일치하는 상품이 없습니다.',
  onShow: '지금 소개 중',
  variant: (title) => `${title} 옵션`,
  oldPrice: (price) => `정가: ${price}`,
  addToCart: '장바구니에 담기',
  added: '담았습니다',

  cart: '장바구니',
  cartCount: (count) => `장바구니: ${count}`,
  cartEmpty: '장바구니가 비어 있습니다.',
  total: '합계',
  checkout: '결제하기',
  remove: (title) => `${title} 삭제`,
  fewer: (title) => `하나 빼기: ${title}`,
  more: (title) => `하나 더: ${title}`,
  priceChanged: (price) => `가격이 ${price}(으)로 바뀌었습니다. 아직 담지 않았습니다. 다시 누르면 담습니다.`,
  outOfStock: '재고가 부족합니다.',
  cartDown: '장바구니가 응답하지 않습니다. 다시 시도해 주세요.',

  startsIn: '시작까지',
  startsSoon: '곧 시작합니다',
  days: (count) => `${count}일`,
  addToCalendar: '캘린더에 추가',
  remindMe: '알림 받기',
  reminderSet: '시작할 때 알려 드립니다',
  thanks: '시청해 주셔서 감사합니다!',
  nextShow: '다음 방송',

  poll: '투표',
  votes: (count) => `투표수: ${count}`,
  pollClosed: '종료',
  yourVote: '내 선택',
  voteFailed: '투표가 전달되지 않았습니다. 다시 시도해 주세요.',

  pinned: '고정됨',
  question: '질문',
  askQuestion: '질문으로 보내기',
};
