/** People, gifts and products in the rooms of the examples. Pictures are files of the site. */
import type {Gift} from '../../../src/backend/gifts.ts';
import type {Product} from '../../../src/backend/products.ts';

export interface Viewer {
  readonly userId: string;
  readonly nick: string;
  readonly avatar: string;
  readonly level: number;
  readonly lines: readonly string[];
}

/** The address of a file in the folder of the scripts. */
export const asset = (path: string): string => new URL(path, scriptFolder()).href;

/** The folder of main.js. Chunks are in a folder below it. */
function scriptFolder(): URL {
  const url = new URL('.', import.meta.url);
  return url.pathname.endsWith('/chunks/') ? new URL('..', url) : url;
}

/** The site itself, one folder above its scripts. */
export const SITE = new URL('..', scriptFolder()).href;
export const VIDEO = asset('host.mp4');
export const HOST = {userId: 'host', nick: 'Mei', avatar: asset('avatars/host.svg')};

const gift = (id: string, name: string, price: number, effect?: string): Gift => ({
  id,
  name,
  price,
  icon: asset(`gifts/${id}.svg`),
  effect,
  combo: price < 100,
});

export const CATALOGUE: readonly Gift[] = [
  gift('heart', 'Heart', 1),
  gift('tea', 'Cup of tea', 6),
  gift('rose', 'Rose', 18),
  gift('lantern', 'Lantern', 66),
  gift('bouquet', 'Bouquet', 188, 'hearts'),
  gift('fireworks', 'Fireworks', 520, 'fireworks'),
  gift('crane', 'Paper crane', 1_314, asset('effects/crane.json')),
  gift('rocket', 'Rocket', 2_999, 'rocket'),
];

const product = (id: string, title: string, price: number, stock: number): Product => ({
  id,
  v: 1,
  title,
  price,
  stock,
  currency: 'CNY',
  image: asset(`products/${id}.svg`),
  href: SITE,
});

export const PRODUCTS: readonly Product[] = [
  product('gaiwan', 'Gaiwan, a set of three', 16_800, 36),
  product('caddy', 'First flush green tea, 100 g', 12_800, 120),
  product('teapot', 'Teapot, 150 ml', 39_800, 4),
  product('honey', 'Wild honey, 500 g', 9_800, 0),
];

const viewer = (at: number, nick: string, level: number, ...lines: string[]): Viewer => ({
  userId: `viewer-${at}`,
  nick,
  level,
  avatar: asset(`avatars/viewer-${String(at).padStart(2, '0')}.svg`),
  lines,
});

export const VIEWERS: readonly Viewer[] = [
  viewer(1, 'Bob', 3, 'Good evening, everybody', 'How hot should the water be?', 'I have this one, it is lovely'),
  viewer(2, '小满', 12, '主播晚上好！', '85 度左右，别用滚水', '前排坐好'),
  viewer(3, 'Inés', 5, '¡Hola desde Sevilla!', '¿Hacéis envíos a España?', 'Qué tetera más bonita'),
  viewer(4, 'Kenji', 8, 'こんばんは', '春の香りですね', 'おすすめは？'),
  viewer(5, 'Nour', 2, 'مساء الخير', 'ما أجمل هذا الإبريق', 'شكراً'),
  viewer(6, 'Paula', 6, 'Just in time for the tea', 'Does it keep its colour?', 'Took two, one for my mother'),
];
