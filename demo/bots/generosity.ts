import {randomUUID} from 'node:crypto';
import {BusinessError, type Business, type Gift} from './business.ts';
import type {Pace} from './pace.ts';
import type {Random} from './random.ts';

/** Somebody who has coins. */
export interface Giver {
  readonly nick: string;
  /** Whether it is in the room to see its gift. */
  readonly present: boolean;
  /** Undefined before the first sign-in. */
  readonly token: string | undefined;
  /** Coins left, as far as is known. */
  balance: number | undefined;
}

export interface GenerosityOptions {
  readonly givers: readonly Giver[];
  readonly business: Pick<Business, 'gifts' | 'give'>;
  readonly pace: Pace;
  readonly random: Random;
  /** One line for the log. */
  readonly report: (line: string) => void;
}

/** Between two gifts of all together, at the ordinary pace. */
const EVERY_MS = 14_000;
/** When there is no catalogue, it is asked for again so much later. */
const WITHOUT_MS = 30_000;
/** Nobody gives more at once than this share of what is left: coins then last for evenings. */
const SHARE = 0.04;
const COMBO_CHANCE = 0.4;
const COMBO_TAPS = {min: 4, max: 30};
/** A page orders a running combo in parts: so many taps, or as many as fit into 3 s. */
const TAPS_AN_ORDER = {min: 6, max: 20};
const ORDER_MS = {min: 1_500, max: 3_000};

/** Gifts: modest ones as a rule, now and then a combo, paid for as from a page. */
export class Generosity {
  readonly #options: GenerosityOptions;
  #catalogue: readonly Gift[] = [];

  constructor(options: GenerosityOptions) {
    this.#options = options;
  }

  /** Until the pace is over. */
  async go(): Promise<void> {
    const {pace, random} = this.#options;
    while (!pace.over) {
      if (pace.rate === 0) await pace.change();
      else if (this.#catalogue.length === 0) await this.#look();
      else if (await pace.wait(random.exponential(EVERY_MS / pace.liveliness))) await this.#give();
    }
  }

  async #look(): Promise<void> {
    const {business, pace} = this.#options;
    this.#catalogue = await business.gifts().catch(noGifts);
    if (this.#catalogue.length === 0) await pace.wait(WITHOUT_MS);
  }

  async #give(): Promise<void> {
    const {givers, random} = this.#options;
    const present = givers.filter((giver) => giver.present && giver.token !== undefined);
    if (present.length === 0) return;
    const giver = random.pick(present);
    const affordable = this.#catalogue.filter(({price}) => price > 0 && price <= purse(giver, price));
    if (affordable.length === 0) return;
    const gift = random.weighted(affordable, ({price}) => 1 / price ** 0.7);
    if (!gift.combo) await this.#order(giver, {giftId: gift.id, count: 1});
    else await this.#tap(giver, gift);
  }

  /** One tap, or a run of them: then an order follows the other, as the combo counts up. */
  async #tap(giver: Giver, gift: Gift): Promise<void> {
    const {pace, random} = this.#options;
    const comboId = randomUUID();
    let left = random.chance(COMBO_CHANCE) ? random.integer(COMBO_TAPS.min, COMBO_TAPS.max) : 1;
    for (;;) {
      const count = Math.min(left, random.integer(TAPS_AN_ORDER.min, TAPS_AN_ORDER.max));
      left -= count;
      const given = gift.price * count <= purse(giver, gift.price);
      if (!given || !(await this.#order(giver, {giftId: gift.id, count, comboId})) || left === 0) return;
      if (!(await pace.wait(random.integer(ORDER_MS.min, ORDER_MS.max)))) return;
    }
  }

  /** Whether it was billed. */
  async #order(giver: Giver, order: {giftId: string; count: number; comboId?: string}): Promise<boolean> {
    const {business, report} = this.#options;
    try {
      giver.balance = await business.give(giver.token!, order, randomUUID());
      return true;
    } catch (error) {
      if (!(error instanceof BusinessError)) throw error;
      if (error.status === 402) giver.balance = 0;
      else report(`${giver.nick} could not give ${order.count} × ${order.giftId}: ${error.message}`);
      return false;
    }
  }
}

/** What may be spent at once; a gift of one coin even by whoever has few. */
function purse({balance}: Giver, price: number): number {
  if (balance === undefined || balance < price) return 0;
  return Math.max(balance * SHARE, Math.min(balance, 10));
}

/** Where nothing can be given, people talk and like. */
function noGifts(error: unknown): readonly Gift[] {
  if (!(error instanceof BusinessError)) throw error;
  return [];
}
