import type {CommerceTerms} from './commerce-terms.js';

export const zhCN: CommerceTerms = {
  products: '商品',
  searchProducts: '搜索商品',
  noProducts: '还没有商品。',
  noMatch: '没有找到商品。',
  onShow: '正在讲解',
  variant: (title) => `${title} 的规格`,
  oldPrice: (price) => `原价：${price}`,
  addToCart: '加入购物车',
  added: '已加入',

  cart: '购物车',
  cartCount: (count) => `购物车：${count}`,
  cartEmpty: '购物车是空的。',
  total: '合计',
  checkout: '去结算',
  remove: (title) => `删除 ${title}`,
  fewer: (title) => `减少一件：${title}`,
  more: (title) => `增加一件：${title}`,
  priceChanged: (price) => `价格已变为 ${price}，尚未加入购物车。再按一次即可加入。`,
  outOfStock: '库存不足。',
  cartDown: '购物车没有响应，请重试。',

  startsIn: '距离开播',
  startsSoon: '马上开播',
  days: (count) => `${count} 天`,
  addToCalendar: '加入日历',
  remindMe: '提醒我',
  reminderSet: '开播时会提醒你',
  thanks: '感谢观看！',
  nextShow: '下一场',

  poll: '投票',
  votes: (count) => `票数：${count}`,
  pollClosed: '已结束',
  yourVote: '你的选择',
  voteFailed: '投票未送达，请重试。',

  pinned: '置顶',
  question: '提问',
  askQuestion: '作为提问发送',
};
