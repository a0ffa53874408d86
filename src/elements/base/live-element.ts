import {LitElement} from 'lit';
import {LiveEvent, type LiveEventDetails, type LiveEventType} from './events.js';
import {warn} from './warn.js';
import {lazy} from '../../session/lazy.js';
import {isPageHidden} from '../../protocol/page-hidden.js';

/** Fallback for browsers without `light-dark()`: Chromium before 123, Firefox before 120, Safari before 17.5. */
const loadDarkFallback = lazy(() => import('./dark-fallback.js'));

/** Tags under which each class of this library was defined on this page, in order. */
const definedTags = new WeakMap<typeof LiveElement, readonly string[]>();

/** Tag of an element in a room: with the room's prefix if the element was defined with it, otherwise its first tag. */
export function tagInRoom(room: {readonly localName: string}, element: typeof LiveElement): string {
  const tags = definedTags.get(element) ?? [];
  const prefixed = room.localName.replace(/live-room$/, element.tag);
  return tags.includes(prefixed) ? prefixed : (tags[0] ?? element.tag);
}

/** Base class of all elements: registration, typed events, custom states, one render per frame. */
export abstract class LiveElement extends LitElement {
  /** Standard tag, used unless the page chooses another. */
  static readonly tag: string;
  static readonly brand = Symbol.for('live-room/element');

  /**
   * Registers the element. Does nothing if the tag has an element of this library. Warns in the development build if
   * the tag has another element.
   */
  static define(tag = this.tag, registry = customElements): void {
    const existing = registry.get(tag) as typeof LiveElement | undefined;
    if (!existing) {
      const tags = definedTags.get(this) ?? [];
      // A constructor can be registered under one tag only, so each further tag gets a subclass.
      const element = tags.length ? class extends (this as unknown as typeof HTMLElement) {} : this;
      registry.define(tag, element as unknown as CustomElementConstructor); // TypeScript declares the class as abstract.
      definedTags.set(this, [...tags, tag]);
    } else if (existing.brand !== this.brand) {
      warn(
        `this page already has its own <${tag}>; load live-room.js?prefix=… to use other names.`,
        'a-tag-name-is-taken',
      );
    }
  }

  // Missing in old browsers, in which a room refuses to join.
  readonly #internals = this.attachInternals?.() as ElementInternals | undefined;

  constructor() {
    super();
    if (CSS.supports('color', 'light-dark(#000, #fff)')) return;
    // If the fallback fails to load, the element stays light, which is readable.
    loadDarkFallback()
      .then(({DarkFallback}) => new DarkFallback(this))
      .catch(() => undefined);
  }

  /** Dispatches an event of this library. Returns false if the page cancelled it. */
  protected fire<T extends LiveEventType>(
    type: T,
    detail: LiveEventDetails[T],
    options?: {readonly cancelable?: boolean},
  ): boolean {
    return this.dispatchEvent(new LiveEvent(type, detail, options));
  }

  /**
   * Sets or removes a custom state, which pages style as `:state(name)`. The styles of this library use classes, which
   * older browsers support.
   */
  protected toggleState(name: string, on: boolean): void {
    const states = this.#internals?.states; // Missing in browsers without custom states.
    const dashed = `--${name}`; // Chromium 90 to 124 accepts only dashed names.
    if (!on) {
      states?.delete(name);
      states?.delete(dashed);
      return;
    }
    try {
      states?.add(name);
    } catch {
      states?.add(dashed);
    }
  }

  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated && !isPageHidden()) await new Promise(requestAnimationFrame);
    await super.scheduleUpdate();
  }
}
