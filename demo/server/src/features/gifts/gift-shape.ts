import {Type, type Static} from 'typebox';
import {GIFT_MAX_COUNT, ID_MAX_CHARS, NAME_MAX_CHARS} from '../../../../../src/protocol/limits.ts';
import {WholeNumber} from '../../http/shapes.ts';
import {translationsOf} from '../../http/translations.ts';

/** Coins. With the largest count the value of an order is still an exact number. */
const PRICE_MAX = 100_000_000;

/** A gift of the catalogue, as pages see it. */
export const GiftShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  icon: Type.String(),
  price: WholeNumber({description: 'Coins'}),
  effect: Type.Optional(
    Type.String({description: 'The name of a built-in effect, or the address of a Lottie (.json) or SVGA (.svga)'}),
  ),
  combo: Type.Boolean({description: 'True if taps in a row make one combo'}),
  translations: Type.Optional(translationsOf('name')),
});

export type GiftResponse = Static<typeof GiftShape>;

export const GiftId = Type.String({pattern: `^[A-Za-z0-9_-]{1,${ID_MAX_CHARS}}$`, description: 'Gift id'});

/** The body of the operator's call. */
export const NewGiftShape = Type.Object({
  name: Type.String({minLength: 1, maxLength: 512, description: `At most ${NAME_MAX_CHARS} characters, one line`}),
  icon: Type.String({maxLength: 2_048, description: 'https:, or http: on loopback'}),
  price: Type.Integer({minimum: 1, maximum: PRICE_MAX, description: 'Coins'}),
  effect: Type.Optional(
    Type.String({
      maxLength: 2_048,
      description: 'The name of a built-in effect, or the address of a Lottie (.json) or SVGA (.svga)',
    }),
  ),
  combo: Type.Boolean({description: 'True if taps in a row make one combo'}),
  translations: Type.Optional(translationsOf('name')),
});
export type NewGift = Static<typeof NewGiftShape>;

export const GiftOrderShape = Type.Object({
  giftId: GiftId,
  count: Type.Integer({minimum: 1, maximum: GIFT_MAX_COUNT}),
  comboId: Type.Optional(
    Type.String({
      pattern: `^[\\w.:-]{1,${ID_MAX_CHARS}}$`,
      description: "The client's id for taps in a row; ignored unless the gift has `combo`",
    }),
  ),
});

/** An order whose response was lost can be sent again with the same key. It is billed once. */
export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.String({
    pattern: '^[\\x21-\\x7e]{1,128}$',
    description:
      'A new one for each order, any text without spaces, such as a UUID; a repeated one gets the same response',
  }),
});

export const OrderResponseShape = Type.Object({
  orderId: Type.String(),
  balance: WholeNumber({description: "The giver's coins after the order"}),
  comboTotal: Type.Optional(WholeNumber({description: "Gifts of the combo so far, with this order's"})),
});
