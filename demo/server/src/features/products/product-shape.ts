import {Type, type Static} from 'typebox';
import {WholeNumber} from '../../http/shapes.ts';

export const ProductId = Type.String({pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'Product id, within its room'});

const described = {
  title: Type.String({minLength: 1, maxLength: 512, description: 'At most 128 characters, one line'}),
  image: Type.String({maxLength: 2_048, description: 'https:, or http: on loopback; empty for none'}),
  price: Type.Integer({minimum: 0, maximum: 999_999_999_999, description: "In the currency's minor unit"}),
  currency: Type.String({pattern: '^[A-Z]{3}$', description: 'ISO 4217'}),
  stock: Type.Integer({minimum: 0, maximum: 2_147_483_647, description: '0 is sold out'}),
  href: Type.String({
    maxLength: 2_048,
    description: 'Address of the page that sells the product; https:, or http: on loopback; empty for none',
  }),
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
