/** What a room said of an order: enough to show it. */
export interface ShownGift {
  readonly orderId: string;
  readonly giver: {readonly userId: string; readonly nick: string; readonly avatar: string; readonly level: number};
  readonly giftId: string;
  readonly name: string;
  /** An address that may be used, or empty. */
  readonly icon: string;
  readonly count: number;
  readonly comboId?: string | undefined;
  readonly comboTotal?: number | undefined;
  /** Coins of the whole order. */
  readonly value: number;
  readonly effect?: string | undefined;
  readonly own: boolean;
}

/** One order, or a combo that may still be rising. */
export interface Banner {
  readonly gift: ShownGift;
  /** Gifts so far; never falls. */
  readonly total: number;
  /** Coins so far. */
  readonly value: number;
}

/** A banner stays at least so long, and so long after it rose last. */
const SHOWN_MS = 3_000;
const QUIET_MS = 2_000;

/** Where others wait, even a combo that never rests gives way after this. */
const LONGEST_MS = 12_000;

/** Banners that may wait; of more, those of the least value are left out. */
const WAITING_MAX = 24;

/** Combos whose highest total is remembered: an order that arrives late must not bring them back lower. */
const REMEMBERED_MAX = 256;

interface Entry extends Banner {
  readonly key: string;
  total: number;
  value: number;
  since: number;
  roseAt: number;
  /** Orders of it that nobody has seen yet. */
  unseen: ShownGift[];
}

/** What a turn changed. */
export interface Turn {
  readonly entered: readonly Banner[];
  readonly risen: readonly Banner[];
  readonly left: readonly Banner[];
  /** Orders that can be seen from now on, each once. */
  readonly seen: readonly ShownGift[];
}

/**
 * Decides which gifts have a banner, and for how long. Knows nothing of elements or clocks.
 *
 * A running combo is one banner that counts up. What finds no place waits: the viewer's own first, then by value.
 */
export class Banners {
  #shown: Entry[] = [];
  #waiting: Entry[] = [];
  readonly #risen = new Set<Entry>();
  readonly #highest = new Map<string, number>();

  /** Takes an order in. To be followed by `turn`. */
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

  /** Lets go what has been seen long enough, and lets in what waits. */
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

  /** When the next turn is due; undefined when there is nothing to show. */
  get dueAt(): number | undefined {
    return this.#shown.length ? Math.min(...this.#shown.map((entry) => this.#leavesAt(entry))) : undefined;
  }

  /** Forgets what is on show and what waits. */
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
