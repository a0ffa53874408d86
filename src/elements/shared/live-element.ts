import {LitElement} from 'lit';
import {LiveEvent, type LiveEventDetails, type LiveEventType} from './events.js';
import {warn} from './warn.js';
import {lazy} from '../../session/lazy.js';
import {isPageHidden} from '../../protocol/page-hidden.js';

/** For browsers without `light-dark()`: Chromium before 123, Firefox before 120, Safari before 17.5. */
const loadDarkFallback = lazy(() => import('./dark-fallback.js'));

/** The tags that each of our classes was defined under on this page, the first one first. */
const definedTags = new WeakMap<typeof LiveElement, readonly string[]>();

/** The tag that an element has beside a room: of the same prefix where there is one, or else as it was defined first. */
export function tagBeside(room: {readonly localName: string}, element: typeof LiveElement): string {
  const tags = definedTags.get(element) ?? [];
  const prefixed = room.localName.replace(/live-room$/, element.tag);
  return tags.includes(prefixed) ? prefixed : (tags[0] ?? element.tag);
}

/** What every element here shares: a tag to be defined under, typed events, custom states, one render per frame. */
export abstract class LiveElement extends LitElement {
  /** The tag unless the page chooses another. */
  static readonly tag: string;
  static readonly brand = Symbol.for('live-room/element');

  /** Registers the element. A tag that is ours already is left alone; a stranger's is reported in the development build. */
  static define(tag = this.tag, registry = customElements): void {
    const taken = registry.get(tag) as typeof LiveElement | undefined;
    if (!taken) {
      const tags = definedTags.get(this) ?? [];
      // A constructor stands for one tag only: each further tag has a class of its own.
      const element = tags.length ? class extends (this as unknown as typeof HTMLElement) {} : this;
      registry.define(tag, element as unknown as CustomElementConstructor); // Abstract to TypeScript only.
      definedTags.set(this, [...tags, tag]);
    } else if (taken.brand !== this.brand) {
      warn(
        `this page already has its own <${tag}>; load live-room.js?prefix=… to use other names.`,
        'a-tag-name-is-taken',
      );
    }
  }

  // Missing in browsers below the floor, which are told so when they join.
  readonly #internals = this.attachInternals?.() as ElementInternals | undefined;

  constructor() {
    super();
    if (CSS.supports('color', 'light-dark(#000, #fff)')) return;
    // Without it the element stays light: that can be read as well.
    loadDarkFallback()
      .then(({DarkFallback}) => new DarkFallback(this))
      .catch(() => undefined);
  }

  /** Dispatches one of our events. False when the page cancelled it. */
  protected fire<T extends LiveEventType>(
    type: T,
    detail: LiveEventDetails[T],
    options?: {readonly cancelable?: boolean},
  ): boolean {
    return this.dispatchEvent(new LiveEvent(type, detail, options));
  }

  /** Sets what the page can style as `:state(name)`. Our own styles use classes, which older browsers know. */
  protected toggleState(name: string, on: boolean): void {
    const states = this.#internals?.states; // Missing in browsers without custom states.
    const dashed = `--${name}`; // All that Chromium 90 to 124 takes.
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
