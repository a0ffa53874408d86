import {Type, type Static} from 'typebox';
import {RoomId, WholeNumber} from '../../http/shapes.ts';

/** Maximum number of events in one batch. A page sends at least one batch each half minute. */
const EVENTS_MAX = 100;
export const RECEIPTS_MAX = 10;
const ITEMS_MAX = 50;
const QUANTITY_MAX = 9_999;
const MONEY_MAX = 999_999_999_999;

export const TrackedProductId = Type.String({pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'A product of the room'});
/** No space and no control character. */
const OrderId = Type.String({pattern: '^[!-~]{1,64}$', description: "The site's order number"});
const At = WholeNumber({maximum: 99_999_999_999, description: 'Unix seconds'});
const Money = WholeNumber({maximum: MONEY_MAX, description: "In the currency's minor unit"});

export const ReceiptsShape = Type.Array(Type.String({maxLength: 512, pattern: '^[\\w.~-]+$'}), {
  maxItems: RECEIPTS_MAX,
  description: 'Receipts of `GET /api/rooms/:roomId/receipt`',
});

const ordered = {
  orderId: OrderId,
  items: Type.Array(
    Type.Object({
      productId: TrackedProductId,
      variantId: Type.Optional(Type.String({maxLength: 64})),
      quantity: WholeNumber({minimum: 1, maximum: QUANTITY_MAX}),
      price: Type.Optional(Money),
    }),
    {minItems: 1, maxItems: ITEMS_MAX},
  ),
  total: Money,
  currency: Type.String({pattern: '^[A-Z]{3}$', description: 'ISO 4217'}),
};

/** An order that the site's server reports. */
export const PurchaseShape = Type.Object({roomId: RoomId, ...ordered, receipts: ReceiptsShape});
export type Purchase = Static<typeof PurchaseShape>;

/** Events that are only counted. */
const ActivityShape = Type.Object({
  name: Type.Union([Type.Literal('joined'), Type.Literal('watched'), Type.Literal('gift'), Type.Literal('poll')]),
  at: At,
});

const ProductEventShape = Type.Object({
  name: Type.Union([
    Type.Literal('product-shown'),
    Type.Literal('product-seen'),
    Type.Literal('product-selected'),
    Type.Literal('product-added'),
  ]),
  at: At,
  productId: TrackedProductId,
});

const PurchasedShape = Type.Object({name: Type.Literal('purchased'), at: At, ...ordered});

/** Events that the page of one viewer reports, as JSON in `text/plain`. */
export const BatchShape = Type.Object({
  roomId: RoomId,
  batchId: Type.String({pattern: '^[A-Za-z0-9_-]{16,64}$', description: 'Random; a repeated batch counts once'}),
  token: Type.Optional(Type.String({maxLength: 4_096, pattern: '^[\\w.~+/=-]+$', description: "The session's token"})),
  receipts: Type.Optional(ReceiptsShape),
  events: Type.Array(Type.Union([ActivityShape, ProductEventShape, PurchasedShape]), {
    minItems: 1,
    maxItems: EVENTS_MAX,
  }),
});
export type Batch = Static<typeof BatchShape>;
