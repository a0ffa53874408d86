import type {Gift} from '../features/gifts/index.ts';

/** Gifts of the demo, each with its name in English and Chinese. Icons are in `demo/dev/media/gifts`, two of the effects in `demo/dev/media/effects`. */
const GIFTS = [
  {id: 'heart', name: 'Heart', zh: '小心心', price: 1, combo: true},
  {id: 'tea', name: 'Cup of Tea', zh: '一盏茶', price: 6, combo: true},
  {id: 'rose', name: 'Rose', zh: '玫瑰', price: 18, combo: true},
  {id: 'lantern', name: 'Lantern', zh: '祈愿灯', price: 66, combo: true},
  {id: 'bouquet', name: 'Bouquet', zh: '满捧花', price: 188, combo: false, effect: 'hearts'},
  {id: 'fireworks', name: 'Fireworks', zh: '烟花', price: 520, combo: false, effect: 'fireworks'},
  {id: 'envelopes', name: 'Lucky Rain', zh: '红包雨', price: 888, combo: false, effect: 'rain'},
  {id: 'crane', name: 'Paper Crane', zh: '千纸鹤', price: 1_314, combo: false, effect: '/media/effects/crane.json'},
  {id: 'koi', name: 'Lucky Koi', zh: '锦鲤', price: 1_888, combo: false, effect: '/media/effects/koi.svga'},
  {id: 'rocket', name: 'Rocket', zh: '火箭', price: 2_999, combo: false, effect: 'rocket'},
];

export const SEED_GIFTS: readonly Gift[] = GIFTS.map(({zh, ...gift}) => ({
  effect: undefined,
  ...gift,
  icon: `/media/gifts/${gift.id}.svg`,
  translations: {'zh-CN': {name: zh}},
}));
