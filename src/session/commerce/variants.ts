import type {Product} from '../../backend/products.js';

export type Variant = NonNullable<Product['variants']>[number];

/** Price, stock and picture of a product or of one of its variants. */
export interface Offer {
  readonly variantId: string | undefined;
  /** In the currency's minor unit. */
  readonly price: number;
  readonly stock: number;
  /** A safe URL, or empty. */
  readonly image: string;
}

/** The variant with this id, else the first one in stock, else the first. Undefined for a product without variants. */
export function chosenVariant({variants = []}: Product, variantId?: string): Variant | undefined {
  return variants.find(({id}) => id === variantId) ?? variants.find(({stock}) => stock > 0) ?? variants[0];
}

/** Price, stock and picture of a product as the viewer has chosen it. */
export function offerOf(product: Product, variantId?: string): Offer {
  const variant = chosenVariant(product, variantId);
  const {price, stock, image} = variant ?? product;
  return {variantId: variant?.id, price, stock, image: image || product.image};
}
