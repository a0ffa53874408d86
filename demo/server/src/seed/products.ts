import type {NewProduct} from '../features/products/index.ts';

const inShop = {currency: 'CNY', href: '/#product'};

/** Products of the room `demo`, with images and pages of the demo's shop. The first is featured. */
export const SEED_PRODUCTS: readonly (NewProduct & {readonly id: string})[] = [
  {...inShop, id: 'gaiwan', title: '山野盖碗 · 三件套', image: '/images/gaiwan.svg', price: 16_800, stock: 36},
  {
    ...inShop,
    id: 'caddy',
    title: '春山 · 明前绿茶 100 g',
    image: '/images/caddy.svg',
    price: 12_800,
    stock: 120,
    href: '/#shelf',
  },
  {
    ...inShop,
    id: 'teapot',
    title: '老周的紫砂壶 150 ml',
    image: '/images/teapot.svg',
    price: 39_800,
    stock: 4,
    href: '/#shelf',
  },
  {
    ...inShop,
    id: 'cup',
    title: '落雪杯 220 ml',
    image: '/images/cup.svg',
    price: 7_900,
    compareAt: 9_900,
    badge: '新品 New',
    stock: 58,
    href: '/#shelf',
    variants: [
      {id: 'snow', title: '雪白 Snow', price: 8_600, stock: 31},
      {id: 'celadon', title: '青瓷 Celadon', price: 7_900, stock: 27},
      {id: 'ink', title: '墨黑 Ink', price: 7_900, stock: 0},
    ],
  },
  {
    ...inShop,
    id: 'honey',
    title: '百花野蜂蜜 500 g',
    image: '/images/honey.svg',
    price: 9_800,
    stock: 0,
    href: '/#shelf',
  },
  {
    ...inShop,
    id: 'persimmon',
    title: '吊柿饼 · 半斤装',
    image: '/images/persimmons.svg',
    price: 4_500,
    stock: 210,
    href: '/#shelf',
  },
];
