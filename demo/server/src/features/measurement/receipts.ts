import {createHmac, hkdfSync, randomBytes, timingSafeEqual} from 'node:crypto';

/** Lifetime of a receipt from the start of its time slot: a purchase within a day counts for the room. */
export const ATTRIBUTION_S = 86_400;
/** Length of a time slot. Receipts contain the slot and not the time, so that they identify no viewer. */
const SLOT_S = 300;
const NONCE_BYTES = 12;
const MAC_BYTES = 18;

/** The products on show in a room while a viewer watched. */
export interface Receipt {
  readonly roomId: string;
  readonly productIds: readonly string[];
  /** Start of the time slot in which it was made, Unix seconds. */
  readonly at: number;
  /** Identifies the receipt, but no viewer. */
  readonly nonce: string;
}

/**
 * Makes and verifies receipts: `1.<roomId>.<at>.<nonce>.<product ids joined by ~>.<HMAC-SHA-256>`. No id contains `.`
 * or `~`, so that anybody can read a receipt. The key is derived from `TOKEN_SECRET`.
 */
export class Receipts {
  readonly #key: Buffer;

  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'live-room receipts', 32));
  }

  make(roomId: string, productIds: readonly string[], nowS = Date.now() / 1_000): string {
    const at = Math.floor(nowS / SLOT_S) * SLOT_S;
    const nonce = randomBytes(NONCE_BYTES).toString('base64url');
    const text = ['1', roomId, at, nonce, productIds.join('~')].join('.');
    return `${text}.${this.#sign(text).toString('base64url')}`;
  }

  /** Returns undefined if this server did not make the receipt, or if it has expired. */
  read(receipt: string, nowS = Date.now() / 1_000): Receipt | undefined {
    const end = receipt.lastIndexOf('.');
    const text = receipt.slice(0, Math.max(end, 0));
    const mac = Buffer.from(receipt.slice(end + 1), 'base64url');
    if (mac.length !== MAC_BYTES || !timingSafeEqual(mac, this.#sign(text))) return undefined;
    const [, roomId, at, nonce, productIds] = text.split('.') as [string, string, string, string, string];
    if (Number(at) > nowS || nowS >= Number(at) + ATTRIBUTION_S) return undefined;
    return {roomId, productIds: productIds.split('~'), at: Number(at), nonce};
  }

  #sign(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest().subarray(0, MAC_BYTES);
  }
}
