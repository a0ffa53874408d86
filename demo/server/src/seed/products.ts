import type {NewProduct} from '../features/products/index.ts';

const inShop = {currency: 'CNY', href: '/#product'};

/** Products of the room `demo`, with images and pages of the demo's shop. The first is featured. */
export const SEED_PRODUCTS: readonly (NewProduct & {readonly id: string})[] = [
  {
    ...inShop,
    id: 'gaiwan',
    title: '山野盖碗 · 三件套',
    image: '/images/gaiwan.svg',
    price: 16_800,
    stock: 36,
    translations: {en: {title: 'Mountain gaiwan, three pieces'}},
  },
  {
    ...inShop,
    id: 'caddy',
    title: '春山 · 明前绿茶 100 g',
    image: '/images/caddy.svg',
    price: 12_800,
    stock: 120,
    href: '/#shelf',
    translations: {en: {title: 'Spring Hills green tea, 100 g'}},
  },
  {
    ...inShop,
    id: 'teapot',
    title: '老周的紫砂壶 150 ml',
    image: '/images/teapot.svg',
    price: 39_800,
    stock: 4,
    href: '/#shelf',
    translations: {en: {title: 'Lao Zhou’s Yixing teapot, 150 ml'}},
  },
  {
    ...inShop,
    id: 'cup',
    title: '落雪杯 220 ml',
    image: '/images/cup.svg',
    price: 8_600,
    stock: 58,
    href: '/#shelf',
    translations: {en: {title: 'Falling snow cup, 220 ml'}},
  },
  {
    ...inShop,
    id: 'honey',
    title: '百花野蜂蜜 500 g',
    image: '/images/honey.svg',
    price: 9_800,
    stock: 0,
    href: '/#shelf',
    translations: {en: {title: 'Wildflower honey, 500 g'}},
  },
  {
    ...inShop,
    id: 'persimmon',
    title: '吊柿饼',
    image: '/images/persimmons.svg',
    price: 4_500,
    compareAt: 5_200,
    badge: '新品',
    stock: 210,
    href: '/#shelf',
    translations: {en: {title: 'Hanging dried persimmons', badge: 'New'}},
    variants: [
      {id: 'half', title: '半斤 250 g', price: 4_500, stock: 150, translations: {en: {title: '250 g'}}},
      {id: 'whole', title: '一斤 500 g', price: 8_500, stock: 60, translations: {en: {title: '500 g'}}},
      {id: 'gift', title: '礼盒', price: 12_800, stock: 0, translations: {en: {title: 'Gift box'}}},
    ],
  },
];
