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
}

/** Banner of one order, or of a combo that may still rise. */
export interface Banner {
  readonly gift: ShownGift;
  /** Gifts so far; never decreases. */
  readonly total: number;
  /** Coins so far. */
  readonly value: number;
}

/** Minimum time of a banner, and minimum time after it last rose. */
const SHOWN_MS = 3_000;
const QUIET_MS = 2_000;

/** Maximum time of a banner while others wait, even if its combo goes on. */
const LONGEST_MS = 12_000;

/** Banners that may wait; beyond this, those of the least value are dropped. */
const WAITING_MAX = 24;

/** Combos whose highest total is kept: an order that arrives late must not show a lower total. */
const REMEMBERED_MAX = 256;

interface Entry extends Banner {
  readonly key: string;
  total: number;
  value: number;
  since: number;
  roseAt: number;
  /** Orders that no banner has shown yet. */
  unseen: ShownGift[];
}

/** Changes of one turn. */
export interface Turn {
  readonly entered: readonly Banner[];
  readonly risen: readonly Banner[];
  readonly left: readonly Banner[];
  /** Orders shown from now on, each reported once. */
  readonly seen: readonly ShownGift[];
}

/**
 * Decides which gifts have a banner, and for how long. It does not depend on elements or clocks.
 *
 * A running combo is one banner that counts up. Banners without a place wait: the viewer's own first, then by value.
 */
export class Banners {
  #shown: Entry[] = [];
  #waiting: Entry[] = [];
  readonly #risen = new Set<Entry>();
  readonly #highest = new Map<string, number>();

  /** Adds an order. The caller must call `turn` afterwards. */
  take(gift: ShownGift, now: number): void {
    const {comboId, orderId, giver, count, value} = gift;
    const key = comboId === undefined ? orderId : `${giver.userId} ${comboId}`;
    const highest = this.#highest.get(key) ?? 0;
    const total = Math.max(highest, gift.comboTotal ?? highest + count);
    this.#remember(key, total);
    const known = [...this.#shown, ...this.#waiting].find((entry) => entry.key === key);
    if (known) {
      if (total > known.total) known.roseAt = now;
      known.total = total;
      known.value += value;
      known.unseen.push(gift);
      this.#risen.add(known);
    } else {
      this.#waiting.push({key, gift, total, value, since: now, roseAt: now, unseen: [gift]});
    }
    this.#waiting.sort((one, other) => Number(other.gift.own) - Number(one.gift.own) || other.value - one.value);
    this.#waiting.length = Math.min(this.#waiting.length, WAITING_MAX);
  }

  /** Removes banners whose time is over and shows waiting ones. */
  turn(now: number, max: number): Turn {
    const left = this.#shown.filter((entry, index) => index >= max || this.#leavesAt(entry) <= now);
    this.#shown = this.#shown.filter((entry) => !left.includes(entry));
    const entered = this.#waiting.splice(0, max - this.#shown.length);
    for (const entry of entered) entry.since = entry.roseAt = now;
    this.#shown.push(...entered);
    const risen = this.#shown.filter((entry) => this.#risen.has(entry) && !entered.includes(entry));
    this.#risen.clear();
    const seen = this.#shown.flatMap(({unseen}) => unseen.splice(0));
    return {entered, risen, left, seen};
  }

  /** Time of the next turn; undefined without a banner. */
  get dueAt(): number | undefined {
    return this.#shown.length ? Math.min(...this.#shown.map((entry) => this.#leavesAt(entry))) : undefined;
  }

  /** Drops all banners, shown and waiting. */
  clear(): void {
    this.#shown = [];
    this.#waiting = [];
    this.#risen.clear();
  }

  #leavesAt({since, roseAt}: Entry): number {
    const rested = Math.max(since + SHOWN_MS, roseAt + QUIET_MS);
    return this.#waiting.length ? Math.min(rested, since + LONGEST_MS) : rested;
  }

  #remember(key: string, total: number): void {
    this.#highest.delete(key);
    this.#highest.set(key, total);
    if (this.#highest.size > REMEMBERED_MAX) this.#highest.delete(this.#highest.keys().next().value!);
  }
}
