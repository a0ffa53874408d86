export interface SubscribeOptions {
  /** Ends the subscription. */
  readonly signal?: AbortSignal | undefined;
}

/** A frozen snapshot. Subscribers are called once per task, after any number of changes. */
export class Store<T extends object> {
  #current: Readonly<T>;
  #pending = false;
  readonly #subscribers = new Listeners<void>();

  constructor(initial: T) {
    this.#current = Object.freeze({...initial});
  }

  get current(): Readonly<T> {
    return this.#current;
  }

  set<K extends keyof T>(key: K, value: T[K]): void {
    if (Object.is(this.#current[key], value)) return;
    this.#current = Object.freeze({...this.#current, [key]: Object.freeze(value)});
    if (this.#pending) return;
    this.#pending = true;
    queueMicrotask(() => {
      this.#pending = false;
      this.#subscribers.call();
    });
  }

  subscribe(callback: () => void, options?: SubscribeOptions): void {
    this.#subscribers.add(callback, options);
  }
}

/** Callbacks, called in order. A signal removes its callback. */
export class Listeners<M> {
  readonly #entries = new Set<{readonly callback: (message: M) => void}>();

  add(callback: (message: M) => void, {signal}: SubscribeOptions = {}): void {
    if (signal?.aborted) return;
    const entry = {callback};
    this.#entries.add(entry);
    signal?.addEventListener('abort', () => this.#entries.delete(entry), {once: true});
  }

  /** Calls every callback. If one throws, the error is reported and the next callbacks still run. */
  call(message: M): void {
    for (const {callback} of this.#entries) {
      try {
        callback(message);
      } catch (error) {
        if (typeof reportError === 'function') reportError(error);
        else console.error(error);
      }
    }
  }
}
