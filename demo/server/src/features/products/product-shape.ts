import {Type, type Static} from 'typebox';
import {PICTURES_MAX, PRODUCT_BADGE_MAX_CHARS, VARIANTS_MAX} from '../../../../../src/protocol/limits.ts';
import {WholeNumber} from '../../http/shapes.ts';
import {translationsOf} from '../../http/translations.ts';

export const ProductId = Type.String({pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'Product id, within its room'});

/** PostgreSQL's largest integer. */
export const STOCK_MAX = 2_147_483_647;

const title = Type.String({minLength: 1, maxLength: 512, description: 'At most 128 characters, one line'});
const picture = Type.String({maxLength: 2_048, description: 'https:, or http: on loopback; empty for none'});
const price = Type.Integer({minimum: 0, maximum: 999_999_999_999, description: "In the currency's minor unit"});
const stock = Type.Integer({minimum: 0, maximum: STOCK_MAX, description: '0 is sold out'});

const VariantShape = Type.Object({
  id: Type.String({pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'Variant id, within its product'}),
  title,
  price,
  stock,
  image: Type.Optional(picture),
  translations: Type.Optional(translationsOf('title')),
});

const described = {
  title,
  image: picture,
  price: {
    ...price,
    description: "In the currency's minor unit. With variants: the lowest price in stock, whatever is sent",
  },
  currency: Type.String({pattern: '^[A-Z]{3}$', description: 'ISO 4217'}),
  stock: {...stock, description: '0 is sold out. With variants: the sum of theirs, whatever is sent'},
  href: Type.String({
    maxLength: 2_048,
    description: 'Address of the page that sells the product; https:, or http: on loopback; empty for none',
  }),
  compareAt: Type.Optional({...price, description: 'The price before a reduction; above `price`'}),
  badge: Type.Optional(
    Type.String({maxLength: 200, description: `A short label, at most ${PRODUCT_BADGE_MAX_CHARS} characters`}),
  ),
  images: Type.Optional(Type.Array(picture, {maxItems: PICTURES_MAX, description: 'Further pictures'})),
  variants: Type.Optional(
    Type.Array(VariantShape, {maxItems: VARIANTS_MAX, description: 'Sizes, colours and other choices'}),
  ),
  translations: Type.Optional(translationsOf('title', 'badge')),
};

/** The body of the operator's call. */
export const NewProductShape = Type.Object(described);
export type NewProduct = Static<typeof NewProductShape>;

/** The public data of a product. */
export const ProductShape = Type.Object({
  id: Type.String(),
  v: WholeNumber({description: 'Version: changes with every change of the product'}),
  ...described,
});
export type ProductResponse = Static<typeof ProductShape>;
