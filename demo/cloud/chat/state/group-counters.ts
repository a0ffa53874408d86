import {bodies, integer, optionalTexts, optionalWord, text, type Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';

/** Limits of counters: number per group, and length of names in bytes (Tencent, "updating group counters"). */
const MAX_COUNTERS = 20;
const MAX_KEY_BYTES = 128;
const MODES = ['Set', 'Increase', 'Decrease'] as const;

export type CounterMode = (typeof MODES)[number];

export interface Counter {
  readonly Key: string;
  readonly Value: number;
}

export interface CounterChange {
  readonly mode: CounterMode;
  readonly counters: readonly Counter[];
}

/** Named counters of one group. */
export class GroupCounters {
  readonly #values = new Map<string, number>();
  #seq = 0;

  /** Grows with every change. */
  get seq(): number {
    return this.#seq;
  }

  /** @returns The named counters that exist, or all. */
  list(keys?: readonly string[]): Counter[] {
    return [...this.#values].filter(([key]) => !keys || keys.includes(key)).map(([Key, Value]) => ({Key, Value}));
  }

  /** Applies a whole change or, over the limits, none of it. A new counter starts at 0. @returns The changed counters. */
  change({mode, counters}: CounterChange): Counter[] {
    const values = new Map(this.#values);
    for (const {Key, Value} of counters) {
      const before = values.get(Key) ?? 0;
      const value = {Set: Value, Increase: before + Value, Decrease: before - Value}[mode];
      if (!Number.isSafeInteger(value))
        throw new Refusal(Code.BAD_PARAMETER, `${Key} would leave the range of counters`);
      values.set(Key, value);
    }
    if (values.size > MAX_COUNTERS)
      throw new Refusal(Code.TOO_MANY_COUNTERS, `a group has at most ${MAX_COUNTERS} counters`);
    const changed = new Set(counters.map(({Key}) => Key));
    for (const key of changed) this.#values.set(key, values.get(key)!);
    this.#seq += 1;
    return this.list([...changed]);
  }

  /** Deletes the named counters, or all. @returns The deleted counters. */
  delete(keys?: readonly string[]): Counter[] {
    const deleted = this.list(keys);
    for (const {Key} of deleted) this.#values.delete(Key);
    if (deleted.length > 0) this.#seq += 1;
    return deleted;
  }
}

/** Validates the body of `update_group_counter`. */
export function readCounterChange(body: Body): CounterChange {
  const mode = optionalWord(body, 'Mode', MODES);
  if (!mode) throw new Refusal(Code.BAD_PARAMETER, 'Mode is missing');
  const counters = bodies(body, 'GroupCounter', MAX_COUNTERS).map((counter) => {
    const Key = text(counter, 'Key', MAX_KEY_BYTES);
    if (!Key) throw new Refusal(Code.BAD_PARAMETER, 'Key must not be empty');
    return {Key, Value: integer(counter, 'Value')};
  });
  return {mode, counters};
}

/** @returns The names in a request; undefined, also for an empty list, means all. */
export function readCounterKeys(body: Body): readonly string[] | undefined {
  const keys = optionalTexts(body, 'GroupCounterKeys', MAX_COUNTERS);
  return keys?.length ? keys : undefined;
}
