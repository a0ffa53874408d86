import type {CommerceTerms} from './commerce-terms.js';

export const zhTW: CommerceTerms = {
  products: '商品',
  searchProducts: '搜尋商品',
  noProducts: '還沒有商品。',
  noMatch: '找不到商品。',
  onShow: '正在介紹',
  variant: (title) => `${title} 的規格`,
  oldPrice: (price) => `原價：${price}`,
  addToCart: '加入購物車',
  added: '已加入',

  cart: '購物車',
  cartCount: (count) => `購物車：${count}`,
  cartEmpty: '購物車是空的。',
  total: '合計',
  checkout: '前往結帳',
  remove: (title) => `刪除 ${title}`,
  fewer: (title) => `減少一件：${title}`,
  more: (title) => `增加一件：${title}`,
  priceChanged: (price) => `價格已變為 ${price}，尚未加入購物車。再按一次即可加入。`,
  outOfStock: '庫存不足。',
  cartDown: '購物車沒有回應，請再試一次。',

  startsIn: '距離開播',
  startsSoon: '即將開播',
  days: (count) => `${count} 天`,
  addToCalendar: '加入行事曆',
  remindMe: '提醒我',
  reminderSet: '開播時會提醒你',
  thanks: '感謝收看！',
  nextShow: '下一場',

  poll: '投票',
  votes: (count) => `票數：${count}`,
  pollClosed: '已結束',
  yourVote: '你的選擇',
  voteFailed: '投票沒有送達，請再試一次。',

  pinned: '置頂',
  question: '提問',
  askQuestion: '以提問送出',
};
