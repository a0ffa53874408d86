import {Listeners, type SubscribeOptions} from './store.js';

/** Typed listeners. Every event is delivered at once and in order. */
export class EventChannels<M extends object> {
  readonly #listeners = new Map<keyof M, Listeners<never>>();

  on<T extends keyof M>(type: T, callback: (message: M[T]) => void, options?: SubscribeOptions): void {
    let listeners = this.#listeners.get(type);
    if (!listeners) this.#listeners.set(type, (listeners = new Listeners()));
    listeners.add(callback, options);
  }

  emit<T extends keyof M>(type: T, message: M[T]): void {
    this.#listeners.get(type)?.call(message as never);
  }
}
