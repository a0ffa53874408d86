export interface LogEntry {
  readonly id: number;
  readonly time: string;
  readonly name: string;
  readonly text: string;
}

const ENTRIES_MAX = 60;
const TEXT_MAX_CHARS = 400;

/** The last events and results, the newest first. */
export class EventLog {
  #entries: readonly LogEntry[] = [];
  #count = 0;

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  get count(): number {
    return this.#count;
  }

  add(name: string, value: unknown): void {
    const time = new Date().toLocaleTimeString('en-GB');
    const entry = {id: ++this.#count, time, name, text: textOf(value)};
    this.#entries = [entry, ...this.#entries].slice(0, ENTRIES_MAX);
  }

  clear(): void {
    this.#entries = [];
    this.#count = 0;
  }
}

/** A value as JSON; an error by its code and message. */
export function textOf(value: unknown): string {
  const seen = new WeakSet();
  const text = JSON.stringify(value, (_key, inner: unknown) => {
    if (inner instanceof Error) return {code: (inner as {code?: unknown}).code, message: inner.message};
    if (typeof inner === 'function') return '(function)';
    if (typeof inner !== 'object' || inner === null) return inner;
    if (seen.has(inner)) return '(again)';
    seen.add(inner);
    return inner;
  });
  if (text === undefined) return '';
  return text.length > TEXT_MAX_CHARS ? `${text.slice(0, TEXT_MAX_CHARS)} …` : text;
}
