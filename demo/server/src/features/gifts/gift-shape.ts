import {Type, type Static} from 'typebox';
import {GIFT_MAX_COUNT, ID_MAX_CHARS, NAME_MAX_CHARS} from '../../../../../src/protocol/limits.ts';
import {WholeNumber} from '../../http/shapes.ts';

/** Coins of one gift: an order of the largest count stays an exact number. */
const PRICE_MAX = 100_000_000;

/** A gift of the catalogue, as pages see it. */
export const GiftShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  icon: Type.String(),
  price: WholeNumber({description: 'Coins'}),
  effect: Type.Optional(
    Type.String({description: 'The word of a built-in effect, or the address of a Lottie (.json) or SVGA (.svga)'}),
  ),
  combo: Type.Boolean({description: 'True if taps in a row make one combo'}),
});

export type GiftResponse = Static<typeof GiftShape>;

export const GiftId = Type.String({pattern: `^[A-Za-z0-9_-]{1,${ID_MAX_CHARS}}$`, description: 'Gift id'});

/** As an operator writes it. */
export const NewGiftShape = Type.Object({
  name: Type.String({minLength: 1, maxLength: 512, description: `At most ${NAME_MAX_CHARS} characters, one line`}),
  icon: Type.String({maxLength: 2_048, description: 'https:, or http: on loopback'}),
  price: Type.Integer({minimum: 1, maximum: PRICE_MAX, description: 'Coins'}),
  effect: Type.Optional(
    Type.String({
      maxLength: 2_048,
      description: 'The word of a built-in effect, or the address of a Lottie (.json) or SVGA (.svga)',
    }),
  ),
  combo: Type.Boolean({description: 'True if taps in a row make one combo'}),
});
export type NewGift = Static<typeof NewGiftShape>;

export const GiftOrderShape = Type.Object({
  giftId: GiftId,
  count: Type.Integer({minimum: 1, maximum: GIFT_MAX_COUNT}),
  comboId: Type.Optional(
    Type.String({
      pattern: `^[\\w.:-]{1,${ID_MAX_CHARS}}$`,
      description: "The page's own name for taps in a row; of no effect unless the gift has combo",
    }),
  ),
});

/** So that an order whose answer was lost can be sent again, and is billed once. */
export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.String({
    pattern: '^[\\x21-\\x7e]{1,128}$',
    description: 'One for each order, any text without spaces, such as a UUID; the same again gets the same answer',
  }),
});

export const OrderResponseShape = Type.Object({
  orderId: Type.String(),
  balance: WholeNumber({description: 'Coins that were left afterwards'}),
  comboTotal: Type.Optional(WholeNumber({description: "Gifts of the combo, this order's with them"})),
});
