import type {Gift} from '../features/gifts/index.ts';

/** Gifts of the demo. Icons are in `demo/dev/media/gifts`, two of the effects in `demo/dev/media/effects`. */
export const SEED_GIFTS: readonly Gift[] = [
  {id: 'heart', name: '小心心 Heart', price: 1, combo: true},
  {id: 'tea', name: '一盏茶 Cup of Tea', price: 6, combo: true},
  {id: 'rose', name: '玫瑰 Rose', price: 18, combo: true},
  {id: 'lantern', name: '祈愿灯 Lantern', price: 66, combo: true},
  {id: 'bouquet', name: '满捧花 Bouquet', price: 188, combo: false, effect: 'hearts'},
  {id: 'fireworks', name: '烟花 Fireworks', price: 520, combo: false, effect: 'fireworks'},
  {id: 'envelopes', name: '红包雨 Lucky Rain', price: 888, combo: false, effect: 'rain'},
  {id: 'crane', name: '千纸鹤 Paper Crane', price: 1_314, combo: false, effect: '/media/effects/crane.json'},
  {id: 'koi', name: '锦鲤 Lucky Koi', price: 1_888, combo: false, effect: '/media/effects/koi.svga'},
  {id: 'rocket', name: '火箭 Rocket', price: 2_999, combo: false, effect: 'rocket'},
].map((gift) => ({effect: undefined, ...gift, icon: `/media/gifts/${gift.id}.svg`}));
