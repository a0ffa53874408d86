/** A product as it is typed, and its problems. The limits are those of the server. */
import {NAME_MAX_CHARS, PRODUCT_BADGE_MAX_CHARS, URL_MAX_CHARS} from '../../../src/protocol/limits.js';
import {toDecimal} from '../../../src/protocol/money.js';
import type {Term} from '../base/language.ts';
import type {Problems} from '../base/problems.ts';
import {safeAddress} from '../base/safe-address.ts';
import type {ProductVariant, ShelfProduct} from '../base/server-types.ts';
import {checkTranslations, rowsOf, translationsOf, type TranslationRow} from '../base/translations.ts';
import {priceIn} from './price.ts';

export const STOCK_MAX = 1_000_000_000;
const ID = /^[A-Za-z0-9_-]{1,64}$/;

export interface VariantDraft {
  readonly id: string;
  readonly title: string;
  readonly price: string;
  readonly stock: string;
  readonly image: string;
  /** Kept as they are. */
  readonly translations?: ProductVariant['translations'];
}

export interface ProductDraft {
  readonly id: string;
  readonly title: string;
  readonly price: string;
  readonly currency: string;
  readonly stock: string;
  readonly image: string;
  readonly href: string;
  readonly compareAt: string;
  readonly badge: string;
  readonly variants: readonly VariantDraft[];
  readonly translations: readonly TranslationRow[];
}

/** The fields of a product that an operator writes. */
export type NewProduct = Omit<ShelfProduct, 'id' | 'v' | 'images'>;

export function emptyDraft(currency: string): ProductDraft {
  const texts = {title: '', price: '', stock: '', image: '', href: '', compareAt: '', badge: ''};
  return {id: '', currency, ...texts, variants: [], translations: []};
}

export function draftOf(product: ShelfProduct): ProductDraft {
  const {id, title, price, currency, stock, image, href, compareAt, badge = '', variants = [], translations} = product;
  return {
    id,
    title,
    price: toDecimal(price, currency),
    currency,
    stock: String(stock),
    image,
    href,
    compareAt: compareAt === undefined ? '' : toDecimal(compareAt, currency),
    badge,
    variants: variants.map((variant) => ({
      ...variant,
      price: toDecimal(variant.price, currency),
      stock: String(variant.stock),
      image: variant.image ?? '',
    })),
    translations: rowsOf(translations, ['title', 'badge']),
  };
}

/** A variant to begin with: an id that no other has, and the product's price. */
export function addVariant({variants, price}: ProductDraft): readonly VariantDraft[] {
  const ids = new Set(variants.map(({id}) => id));
  let number = variants.length + 1;
  while (ids.has(`v${number}`)) number++;
  return [...variants, {id: `v${number}`, title: '', price, stock: '0', image: ''}];
}

/** Problems by field: `title`, `variants.0.price`, `translations.0.lang` and so on. @param taken Ids of other products. */
export function checkProduct(draft: ProductDraft, taken: readonly string[] = []): Problems {
  const problems: Problems = new Map();
  const check = (name: string, problem: Term | undefined) => problem && problems.set(name, problem);
  const {id, currency, variants, compareAt} = draft;
  check('id', idProblem(id, taken));
  check('currency', /^[A-Z]{3}$/.test(currency) ? undefined : 'currencyInvalid');
  check('title', lineProblem(draft.title, NAME_MAX_CHARS));
  if (!variants.length) {
    check('price', priceProblem(draft.price, currency));
    check('stock', stockProblem(draft.stock));
  }
  check('image', addressProblem(draft.image));
  check('href', addressProblem(draft.href));
  check('badge', draft.badge.trim() ? lineProblem(draft.badge, PRODUCT_BADGE_MAX_CHARS) : undefined);
  variants.forEach((variant, index) => {
    const at = `variants.${index}`;
    const others = variants.slice(0, index).map((other) => other.id.trim());
    check(`${at}.id`, idProblem(variant.id, others));
    check(`${at}.title`, lineProblem(variant.title, NAME_MAX_CHARS));
    check(`${at}.price`, priceProblem(variant.price, currency));
    check(`${at}.stock`, stockProblem(variant.stock));
    check(`${at}.image`, addressProblem(variant.image));
  });
  const price = lowestPrice(draft);
  if (compareAt.trim()) {
    const before = priceIn(compareAt, currency);
    if (before === undefined) check('compareAt', 'priceInvalid');
    else if (price !== undefined && before <= price) check('compareAt', 'compareAtTooLow');
  }
  checkTranslations(draft.translations, problems);
  return problems;
}

/** The product of a draft without problems. */
export function productOf(draft: ProductDraft): NewProduct {
  const {currency} = draft;
  const [compareAt, badge] = [draft.compareAt.trim(), draft.badge.trim()];
  const variants = draft.variants.map(({id, title, price, stock, image, translations}) => ({
    id: id.trim(),
    title: title.trim(),
    price: priceIn(price, currency)!,
    stock: Number(stock),
    ...(image.trim() && {image: image.trim()}),
    ...(translations && {translations}),
  }));
  return {
    title: draft.title.trim(),
    image: draft.image.trim(),
    // With variants the server computes both.
    price: variants.length ? variants[0]!.price : priceIn(draft.price, currency)!,
    currency,
    stock: variants.length ? 0 : Number(draft.stock),
    href: draft.href.trim(),
    ...(compareAt && {compareAt: priceIn(compareAt, currency)!}),
    ...(badge && {badge}),
    ...(variants.length && {variants}),
    translations: translationsOf(draft.translations),
  };
}

/** The lowest price that can be paid, as the server computes it. */
function lowestPrice({variants, price, currency}: ProductDraft): number | undefined {
  if (!variants.length) return priceIn(price, currency);
  const inStock = variants.filter(({stock}) => Number(stock) > 0);
  const prices = (inStock.length ? inStock : variants).map((variant) => priceIn(variant.price, currency));
  return prices.some((one) => one === undefined) ? undefined : Math.min(...(prices as number[]));
}

function idProblem(id: string, taken: readonly string[]): Term | undefined {
  if (!ID.test(id.trim())) return id.trim() ? 'idInvalid' : 'missing';
  return taken.includes(id.trim()) ? 'idTaken' : undefined;
}

function lineProblem(text: string, maxChars: number): Term | undefined {
  if (!text.trim()) return 'missing';
  return text.trim().length > maxChars || /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text.trim()) ? 'lineInvalid' : undefined;
}

function priceProblem(text: string, currency: string): Term | undefined {
  if (!text.trim()) return 'missing';
  return priceIn(text, currency) === undefined ? 'priceInvalid' : undefined;
}

function stockProblem(text: string): Term | undefined {
  if (!text.trim()) return 'missing';
  return /^\d{1,10}$/.test(text.trim()) && Number(text) <= STOCK_MAX ? undefined : 'stockInvalid';
}

function addressProblem(text: string): Term | undefined {
  const address = text.trim();
  return !address || (address.length <= URL_MAX_CHARS && safeAddress(address)) ? undefined : 'addressInvalid';
}
