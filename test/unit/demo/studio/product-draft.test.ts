// @vitest-environment node
import {beforeAll, describe, expect, it, vi} from 'vitest';
import type * as GiftDrafts from '../../../../demo/studio/settings/gift-draft.ts';
import type * as ProductDrafts from '../../../../demo/studio/shop/product-draft.ts';

let drafts: typeof ProductDrafts;
let gifts: typeof GiftDrafts;

beforeAll(async () => {
  vi.stubGlobal('location', new URL('http://localhost/'));
  vi.stubGlobal('navigator', {language: 'en'});
  drafts = await import('../../../../demo/studio/shop/product-draft.ts');
  gifts = await import('../../../../demo/studio/settings/gift-draft.ts');
});

const PRODUCT = {
  id: 'cup',
  v: 3,
  title: '杯',
  image: 'https://shop.test/cup.png',
  price: 1_000,
  currency: 'CNY',
  stock: 7,
  href: '',
  compareAt: 1_500,
  badge: '新品',
  variants: [
    {
      id: 'red',
      title: '红',
      price: 1_000,
      stock: 3,
      image: 'https://shop.test/red.png',
      translations: {en: {title: 'Red'}},
    },
    {id: 'blue', title: '蓝', price: 1_200, stock: 4},
  ],
  translations: {en: {title: 'Cup', badge: 'New'}},
};

describe('a draft of a product', () => {
  it('of a stored product writes the same product again, with the translations of its variants', () => {
    const draft = drafts.draftOf(PRODUCT);
    expect(drafts.checkProduct(draft).size).toBe(0);
    expect({...drafts.productOf(draft), id: 'cup', v: 3, stock: 7}).toEqual(PRODUCT);
  });

  it('names each field with a problem', () => {
    const draft = {
      ...drafts.emptyDraft('CN'),
      id: 'cup',
      price: '1,5',
      stock: '-1',
      image: 'javascript:alert(1)',
      translations: [
        {lang: 'en', texts: {title: 'Cup', badge: ''}},
        {lang: 'EN', texts: {title: '', badge: ''}},
        {lang: 'not a tag', texts: {title: 'x', badge: ''}},
        {lang: '', texts: {title: '', badge: ''}},
      ],
    };
    expect(Object.fromEntries(drafts.checkProduct(draft, ['cup']))).toEqual({
      id: 'idTaken',
      currency: 'currencyInvalid',
      title: 'missing',
      price: 'priceInvalid',
      stock: 'stockInvalid',
      image: 'addressInvalid',
      'translations.1.lang': 'languageTwice',
      'translations.1.title': 'missing',
      'translations.2.lang': 'languageInvalid',
    });
  });

  it('checks each variant, and the former price against the lowest that is in stock', () => {
    const draft = drafts.draftOf({...PRODUCT, compareAt: 1_200});
    const [red, blue] = draft.variants;
    const variants = [
      {...red!, stock: '0'},
      {...blue!, id: 'red'},
    ];
    expect(Object.fromEntries(drafts.checkProduct({...draft, variants}))).toEqual({
      'variants.1.id': 'idTaken',
      compareAt: 'compareAtTooLow',
    });
  });

  it('adds a variant under an id that no other has', () => {
    const draft = drafts.draftOf({...PRODUCT, variants: [{...PRODUCT.variants[0]!, id: 'v2'}]});
    expect(drafts.addVariant(draft).map(({id}) => id)).toEqual(['v2', 'v3']);
  });
});

it('a draft of a gift keeps its translations and names each field with a problem', () => {
  const rose = {id: 'rose', name: '玫瑰', icon: 'https://shop.test/rose.svg', price: 9, combo: true, effect: 'petals'};
  const gift = {...rose, translations: {en: {name: 'Rose'}}};
  expect(gifts.giftOf(gifts.giftDraftOf(gift))).toEqual(gift);
  const wrong = {
    ...gifts.NEW_GIFT,
    id: 'a b',
    price: '0',
    icon: 'http://far.test/x.svg',
    effect: 'https://shop.test/x.gif',
  };
  expect(Object.fromEntries(gifts.checkGift(wrong))).toEqual({
    id: 'idInvalid',
    name: 'missing',
    price: 'coinsInvalid',
    icon: 'addressInvalid',
    effect: 'effectInvalid',
  });
});
