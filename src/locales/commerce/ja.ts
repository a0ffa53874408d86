import type {CommerceTerms} from './commerce-terms.js';

export const ja: CommerceTerms = {
  products: '商品',
  searchProducts: '商品を検索',
  noProducts: 'まだ商品がありません。',
  noMatch: '該当する商品がありません。',
  onShow: '紹介中',
  variant: (title) => `${title} の種類`,
  oldPrice: (price) => `通常価格：${price}`,
  addToCart: 'カートに入れる',
  added: '追加しました',

  cart: 'カート',
  cartCount: (count) => `カート：${count}`,
  cartEmpty: 'カートは空です。',
  total: '合計',
  checkout: '購入手続きへ',
  remove: (title) => `${title} を削除`,
  fewer: (title) => `1 つ減らす：${title}`,
  more: (title) => `1 つ増やす：${title}`,
  priceChanged: (price) => `価格が ${price} に変わりました。まだ追加していません。もう一度押すと追加します。`,
  outOfStock: '在庫が足りません。',
  cartDown: 'カートが応答しません。もう一度お試しください。',

  startsIn: '開始まで',
  startsSoon: 'まもなく開始',
  days: (count) => `${count} 日`,
  addToCalendar: 'カレンダーに追加',
  remindMe: '通知を受け取る',
  reminderSet: '開始時にお知らせします',
  thanks: 'ご視聴ありがとうございました！',
  nextShow: '次の配信',

  poll: '投票',
  votes: (count) => `票数：${count}`,
  pollClosed: '終了',
  yourVote: 'あなたの回答',
  voteFailed: '投票が届きませんでした。もう一度お試しください。',

  pinned: '固定',
  question: '質問',
  askQuestion: '質問として送る',
};
