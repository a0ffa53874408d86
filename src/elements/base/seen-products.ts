import type {LiveSession} from '../../session/live-session.js';

/** A product counts as seen when half of its element was in view for this time. */
const SEEN_MS = 1_000;

const listeners = new WeakMap<LiveSession, Set<(productId: string) => void>>();

/** Calls back with a product's id each time that a list of the room's elements showed it in view. */
export function onProductSeen(session: LiveSession, callback: (productId: string) => void, signal: AbortSignal): void {
  const callbacks = listeners.get(session) ?? new Set();
  listeners.set(session, callbacks.add(callback));
  signal.addEventListener('abort', () => callbacks.delete(callback), {once: true});
}

export function notifyProductSeen(session: LiveSession, productId: string): void {
  for (const callback of listeners.get(session) ?? []) callback(productId);
}

/** Observes which of its elements are in the viewer's view. */
export class SeenObserver {
  readonly #observer: IntersectionObserver;
  readonly #timers = new Map<Element, ReturnType<typeof setTimeout>>();

  /** @param onSeen Called each time an element was in view long enough. */
  constructor(onSeen: (element: Element) => void) {
    this.#observer = new IntersectionObserver(
      (entries) => {
        for (const {target, isIntersecting} of entries) {
          clearTimeout(this.#timers.get(target));
          this.#timers.delete(target);
          if (!isIntersecting) continue;
          const see = () => {
            this.#timers.delete(target);
            if (target.isConnected) onSeen(target);
          };
          this.#timers.set(target, setTimeout(see, SEEN_MS));
        }
      },
      {threshold: 0.5},
    );
  }

  /** Observes an element. An element that is observed again is reported again if it is in view. */
  observe(element: Element): void {
    this.#observer.unobserve(element);
    this.#observer.observe(element);
  }

  end(): void {
    this.#observer.disconnect();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
