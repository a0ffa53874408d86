/** An order of gifts, as the feed shows it. */
export interface ShownGift {
  readonly orderId: string;
  readonly giver: {readonly userId: string; readonly nick: string; readonly avatar: string; readonly level: number};
  readonly giftId: string;
  readonly name: string;
  /** Address that `safeUrl` accepted, or empty. */
  readonly icon: string;
  readonly count: number;
  readonly comboId?: string | undefined;
  readonly comboTotal?: number | undefined;
  /** Coins of the whole order. */
  readonly value: number;
  readonly effect?: string | undefined;
  readonly own: boolean;
  /** Names by language tag, as received. */
  readonly translations?: unknown;
}

/** Banner of one order, or of a combo that may still rise. */
export interface Banner {
  readonly gift: ShownGift;
  /** Gifts so far; never decreases. */
  readonly total: number;
  /** Coins so far. */
  readonly value: number;
}

/** Minimum time of a banner, and minimum time after the last rise of its count, ms. */
const SHOWN_MIN_MS = 3_000;
const AFTER_UPDATE_MS = 2_000;

/** Maximum time of a banner while others wait, even if its combo continues, ms. */
const SHOWN_MAX_MS = 12_000;

/** Maximum number of waiting banners. The banners with the lowest value are dropped. */
const WAITING_MAX = 24;

/** Maximum number of combos whose highest total is kept. An order that arrives late must not show a lower total. */
const TOTALS_MAX = 256;

interface Entry extends Banner {
  readonly key: string;
  total: number;
  value: number;
  shownAt: number;
  updatedAt: number;
  /** Orders that were not reported as shown yet. */
  unreported: ShownGift[];
}

/** Changes of one call of `advance`. */
export interface BannerChanges {
  readonly added: readonly Banner[];
  readonly updated: readonly Banner[];
  readonly removed: readonly Banner[];
  /** Orders that are shown by this call. Each order is reported once. */
  readonly shownGifts: readonly ShownGift[];
}

/**
 * Decides which gifts have a banner, and for how long. Does not depend on elements or clocks.
 *
 * A running combo is one banner that counts up. Banners without a place wait: the viewer's own first, then by value.
 */
export class BannerQueue {
  #shown: Entry[] = [];
  #waiting: Entry[] = [];
  readonly #updated = new Set<Entry>();
  readonly #totals = new Map<string, number>();

  /** Adds an order. The caller must call `advance` afterwards. */
  add(gift: ShownGift, now: number): void {
    const {comboId, orderId, giver, count, value} = gift;
    const key = comboId === undefined ? orderId : `${giver.userId} ${comboId}`;
    const highest = this.#totals.get(key) ?? 0;
    const total = Math.max(highest, gift.comboTotal ?? highest + count);
    this.#storeTotal(key, total);
    const known = [...this.#shown, ...this.#waiting].find((entry) => entry.key === key);
    if (known) {
      if (total > known.total) known.updatedAt = now;
      known.total = total;
      known.value += value;
      known.unreported.push(gift);
      this.#updated.add(known);
    } else {
      this.#waiting.push({key, gift, total, value, shownAt: now, updatedAt: now, unreported: [gift]});
    }
    this.#waiting.sort((one, other) => Number(other.gift.own) - Number(one.gift.own) || other.value - one.value);
    this.#waiting.length = Math.min(this.#waiting.length, WAITING_MAX);
  }

  /** Removes banners whose time is over and shows waiting ones. */
  advance(now: number, max: number): BannerChanges {
    const removed = this.#shown.filter((entry, index) => index >= max || this.#removalTime(entry) <= now);
    this.#shown = this.#shown.filter((entry) => !removed.includes(entry));
    const added = this.#waiting.splice(0, max - this.#shown.length);
    for (const entry of added) entry.shownAt = entry.updatedAt = now;
    this.#shown.push(...added);
    const updated = this.#shown.filter((entry) => this.#updated.has(entry) && !added.includes(entry));
    this.#updated.clear();
    const shownGifts = this.#shown.flatMap(({unreported}) => unreported.splice(0));
    return {added, updated, removed, shownGifts};
  }

  /** Time at which `advance` must be called next; undefined without a banner. */
  get nextChangeAt(): number | undefined {
    return this.#shown.length ? Math.min(...this.#shown.map((entry) => this.#removalTime(entry))) : undefined;
  }

  /** Drops all banners, shown and waiting. */
  clear(): void {
    this.#shown = [];
    this.#waiting = [];
    this.#updated.clear();
  }

  #removalTime({shownAt, updatedAt}: Entry): number {
    const earliest = Math.max(shownAt + SHOWN_MIN_MS, updatedAt + AFTER_UPDATE_MS);
    return this.#waiting.length ? Math.min(earliest, shownAt + SHOWN_MAX_MS) : earliest;
  }

  #storeTotal(key: string, total: number): void {
    this.#totals.delete(key);
    this.#totals.set(key, total);
    if (this.#totals.size > TOTALS_MAX) this.#totals.delete(this.#totals.keys().next().value!);
  }
}
