import {randomUUID} from 'node:crypto';
import {BusinessError, type BusinessApi, type Gift} from './business-api.ts';
import type {Pace} from './pace.ts';
import type {Random} from './random.ts';

/** A bot that can pay for gifts. */
export interface Giver {
  readonly nick: string;
  /** True while the bot is in the room. */
  readonly present: boolean;
  /** Undefined before the first sign-in. */
  readonly token: string | undefined;
  /** The last known number of coins. */
  balance: number | undefined;
}

export interface GiftGivingOptions {
  readonly givers: readonly Giver[];
  readonly business: Pick<BusinessApi, 'gifts' | 'give'>;
  readonly pace: Pace;
  readonly random: Random;
  /** Logs one line. */
  readonly report: (line: string) => void;
}

/** Mean time between two gifts of all bots together at the nominal rate. */
const GIFT_INTERVAL_MS = 14_000;
/** Interval of the requests for an empty or missing catalogue. */
const CATALOGUE_RETRY_MS = 30_000;
/** A bot spends at most this share of its coins at once, so that they last for several shows. */
const SPEND_SHARE = 0.04;
const COMBO_CHANCE = 0.4;
const COMBO_TAPS = {min: 4, max: 30};
/** A page splits a running combo into orders: by number of taps, or every 3 s. */
const TAPS_PER_ORDER = {min: 6, max: 20};
const ORDER_MS = {min: 1_500, max: 3_000};

/** Gives gifts through the business server: mostly cheap ones, sometimes a combo. */
export class GiftGiving {
  readonly #options: GiftGivingOptions;
  #catalogue: readonly Gift[] = [];

  constructor(options: GiftGivingOptions) {
    this.#options = options;
  }

  /** Runs until `pace.end()`. */
  async run(): Promise<void> {
    const {pace, random} = this.#options;
    while (!pace.over) {
      if (pace.rate === 0) await pace.change();
      else if (this.#catalogue.length === 0) await this.#loadCatalogue();
      else if (await pace.wait(random.exponential(GIFT_INTERVAL_MS / pace.activity))) await this.#give();
    }
  }

  async #loadCatalogue(): Promise<void> {
    const {business, pace} = this.#options;
    this.#catalogue = await business.gifts().catch(emptyIfUnavailable);
    if (this.#catalogue.length === 0) await pace.wait(CATALOGUE_RETRY_MS);
  }

  async #give(): Promise<void> {
    const {givers, random} = this.#options;
    const present = givers.filter((giver) => giver.present && giver.token !== undefined);
    if (present.length === 0) return;
    const giver = random.pick(present);
    const affordable = this.#catalogue.filter(({price}) => price > 0 && price <= spendable(giver, price));
    if (affordable.length === 0) return;
    const gift = random.weighted(affordable, ({price}) => 1 / price ** 0.7);
    if (!gift.combo) await this.#order(giver, {giftId: gift.id, count: 1});
    else await this.#tap(giver, gift);
  }

  /** One tap, or a combo: several orders with the same combo id. */
  async #tap(giver: Giver, gift: Gift): Promise<void> {
    const {pace, random} = this.#options;
    const comboId = randomUUID();
    let left = random.chance(COMBO_CHANCE) ? random.integer(COMBO_TAPS.min, COMBO_TAPS.max) : 1;
    for (;;) {
      const count = Math.min(left, random.integer(TAPS_PER_ORDER.min, TAPS_PER_ORDER.max));
      left -= count;
      const canPay = gift.price * count <= spendable(giver, gift.price);
      if (!canPay || !(await this.#order(giver, {giftId: gift.id, count, comboId})) || left === 0) return;
      if (!(await pace.wait(random.integer(ORDER_MS.min, ORDER_MS.max)))) return;
    }
  }

  /** @returns True if the order was billed. */
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

/** @returns The coins that the bot may spend at once; up to 10 for a bot with few coins. */
function spendable({balance}: Giver, price: number): number {
  if (balance === undefined || balance < price) return 0;
  return Math.max(balance * SPEND_SHARE, Math.min(balance, 10));
}

/** Without a catalogue the bots only comment and like. */
function emptyIfUnavailable(error: unknown): readonly Gift[] {
  if (!(error instanceof BusinessError)) throw error;
  return [];
}
