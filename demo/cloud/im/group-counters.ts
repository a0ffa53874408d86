import {bodies, integer, optionalTexts, optionalWord, text, type Body} from './body.ts';
import {Code, Refusal} from './codes.ts';

/** Counters of one group, and the length of their names in bytes (Tencent, "updating group counters"). */
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

/** Numbers a group keeps by name, as long as it lives. */
export class GroupCounters {
  readonly #values = new Map<string, number>();
  #seq = 0;

  /** Grows with every change. */
  get seq(): number {
    return this.#seq;
  }

  /** Those named, as far as there are any, or all. */
  list(keys?: readonly string[]): Counter[] {
    return [...this.#values].filter(([key]) => !keys || keys.includes(key)).map(([Key, Value]) => ({Key, Value}));
  }

  /** Takes a whole change or, over the limits, none of it. A counter that is new counts from 0. Answers what it changed. */
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

  /** Forgets those named, or all. Answers what is gone. */
  delete(keys?: readonly string[]): Counter[] {
    const gone = this.list(keys);
    for (const {Key} of gone) this.#values.delete(Key);
    if (gone.length > 0) this.#seq += 1;
    return gone;
  }
}

/** Reads and checks an `update_group_counter`. */
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

/** The counters a request names; an empty list means all, as none does. */
export function readCounterKeys(body: Body): readonly string[] | undefined {
  const keys = optionalTexts(body, 'GroupCounterKeys', MAX_COUNTERS);
  return keys?.length ? keys : undefined;
}
