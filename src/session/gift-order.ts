/** What was given and paid for, in one order. */
export interface GivenGifts {
  readonly orderId: string;
  readonly giftId: string;
  readonly count: number;
  readonly comboId?: string | undefined;
  /** Gifts of the combo so far. */
  readonly comboTotal?: number | undefined;
  /** Coins left. */
  readonly balance: number;
}

/** So many gifts, to be paid for together and once, however often they are asked for. */
export class GiftOrder {
  readonly key = makeId();
  /** Settles when the business server has billed or refused it. */
  readonly given: Promise<GivenGifts>;
  resolve!: (given: GivenGifts) => void;
  reject!: (reason: unknown) => void;
  tries = 0;

  constructor(
    readonly giftId: string,
    /** Grows while the order takes taps. */
    public count: number,
    readonly comboId?: string,
  ) {
    this.given = new Promise((resolve, reject) => Object.assign(this, {resolve, reject}));
  }
}

/** 128 random bits. `crypto.randomUUID` is for secure pages only. */
export function makeId(): string {
  let id = '';
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) id += byte.toString(16).padStart(2, '0');
  return id;
}
