import type {Generated} from 'kysely';

/** Number of viewers whose pages reported an event, by minute. */
export interface TrackCountTable {
  room_id: string;
  /** Unix minutes. */
  minute: number;
  name: string;
  /** Empty for events without a product. */
  product_id: string;
  count: number;
}

/** Batches of the last hours, so that a repeated one counts once. */
export interface TrackBatchTable {
  batch_id: string;
  at: Generated<Date>;
}

export interface PurchaseTable {
  room_id: string;
  order_id: string;
  /** Source of the last report: a viewer's page, or the site's server, which overrides pages. */
  source: 'page' | 'site';
  /** Unix minutes. */
  minute: number;
  /** In the currency's minor unit. */
  total: number;
  currency: string;
}

/** The products of an order. */
export interface PurchaseItemTable {
  room_id: string;
  order_id: string;
  product_id: string;
  quantity: number;
  /** Price times quantity, in the order's currency. */
  amount: number;
  /** The receipt that attributes the product to the room; null without one. */
  receipt_nonce: string | null;
}
