import * as v from 'valibot';
import {toJson} from '../../protocol/json.js';
import {integer, object, text} from '../../protocol/schema.js';
import {readStored, writeStored} from '../../session/device-storage.js';

const KEY = 'live-room:receipts';
const RECEIPT_MAX_CHARS = 512;
/** The server's limit for one order. */
const RECEIPTS_MAX = 10;
/** Time over which the requests for a product that many viewers see at once are spread. */
const SPREAD_MS = 10_000;

const receiptSchema = object({receipt: text(RECEIPT_MAX_CHARS, 1), expiresAt: integer(0)});

export type StoredReceipt = v.InferOutput<typeof receiptSchema>;

/** This tab's receipts of shown products, signed by the business server. An order contains them. */
export class ReceiptStore {
  readonly #onReceipt: (receipt: StoredReceipt) => void;
  readonly #requested = new Set<string>();

  constructor(onReceipt: (receipt: StoredReceipt) => void) {
    this.#onReceipt = onReceipt;
  }

  /** Requests a receipt for a product, once. `spread`: after a random delay. */
  async request(apiUrl: string, roomId: string, productId: string, spread: boolean): Promise<void> {
    const key = `${roomId} ${productId} ${spread}`;
    if (this.#requested.has(key)) return;
    this.#requested.add(key);
    if (spread) await new Promise((resolve) => setTimeout(resolve, Math.random() * SPREAD_MS));
    try {
      const path = `${apiUrl}/rooms/${encodeURIComponent(roomId)}/receipt?productId=${encodeURIComponent(productId)}`;
      const response = await fetch(path, {credentials: 'omit'});
      if (!response.ok) return;
      const receipt = v.parse(receiptSchema, await response.json());
      writeStored(KEY, toJson([receipt, ...this.#all()].slice(0, 5 * RECEIPTS_MAX)), 'sessionStorage');
      this.#onReceipt(receipt);
    } catch {
      this.#requested.delete(key); // The next step of the product requests it again.
    }
  }

  /** The newest receipts of the room. */
  of(roomId: string): string[] {
    return this.#all()
      .map(({receipt}) => receipt)
      .filter((receipt) => receipt.split('.')[1] === roomId)
      .slice(0, RECEIPTS_MAX);
  }

  #all(): StoredReceipt[] {
    try {
      const stored: unknown = JSON.parse(readStored(KEY, 'sessionStorage') ?? '[]');
      const valid = Array.isArray(stored) ? stored.filter((item) => v.is(receiptSchema, item)) : [];
      return valid.filter(({expiresAt}) => expiresAt * 1_000 > Date.now());
    } catch {
      return []; // Another script has written it.
    }
  }
}
