/** The result of a paid gift order. */
export interface GiftReceipt {
  readonly orderId: string;
  readonly giftId: string;
  readonly count: number;
  readonly comboId?: string | undefined;
  /** Gifts of the combo so far, including this order. */
  readonly comboTotal?: number | undefined;
  /** The viewer's remaining coins. */
  readonly balance: number;
}

/** A gift order. It is paid once: every request for it carries the same idempotency key. */
export class GiftOrder {
  readonly key = makeId();
  /** Settles when the business server has billed or refused the order. */
  readonly receipt: Promise<GiftReceipt>;
  resolve!: (receipt: GiftReceipt) => void;
  reject!: (reason: unknown) => void;
  attempts = 0;

  constructor(
    readonly giftId: string,
    /** Number of gifts. Grows while the order accepts taps. */
    public count: number,
    readonly comboId?: string,
  ) {
    this.receipt = new Promise((resolve, reject) => Object.assign(this, {resolve, reject}));
  }
}

/** 128 random bits in hex. `crypto.randomUUID` exists in secure contexts only. */
export function makeId(): string {
  let id = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) id += byte.toString(16).padStart(2, '0');
  return id;
}
