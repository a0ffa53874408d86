import {css, type ReactiveController, type ReactiveControllerHost} from 'lit';
import type {Locale} from '../../locales/locale.js';
import {findLocale, loadLocale, onLocalesChange} from '../../locales/find-locale.js';
import {languageTag} from '../../protocol/language-tag.js';
import {adoptStyles} from './adopt-styles.js';

/** A time of day within this time of the present is clear without a date. */
const HALF_A_DAY_MS = 43_200_000;
/** Largest time value of `Date`, ms. */
const CALENDAR_MS = 8.64e15;
/** Wait before a locale whose load failed is loaded again. */
const RETRY_MS = 5_000;

type TermValue = string | ((...options: never) => string);
type Term = {[K in keyof Locale]-?: Locale[K] extends TermValue ? K : never}[keyof Locale];
type TermArguments<K extends Term> = Locale[K] extends (...options: infer A) => string ? A : [];
/** Terms that contain a number: as text, and as a number that chooses the plural form. */
type CountedTerm = {[K in Term]: TermArguments<K> extends [count: string, n: number] ? K : never}[Term];

/** Refresh functions of all connected controllers. One observer of the document and one listener to the locales serve them all. */
const refreshers = new Set<() => void>();
let languageWatch: AbortController | undefined;
/** Counts the changes of the locales. */
let revision = 0;

/** Renders all elements again, because the `lang` of an element has changed. */
export function refreshTerms(): void {
  for (const refresh of refreshers) refresh();
}

/** Watches the document's language and the locales while an element is connected. */
function watchLanguage(): AbortController {
  const watch = new AbortController();
  const observer = new MutationObserver(refreshTerms);
  observer.observe(document.documentElement, {attributeFilter: ['lang', 'dir']});
  const stop = onLocalesChange(() => {
    revision += 1;
    refreshTerms();
  });
  watch.signal.addEventListener('abort', () => {
    observer.disconnect();
    stop();
    for (const timer of requested.values()) clearTimeout(timer);
    requested.clear();
  });
  return watch;
}

/** Languages whose locale loads (undefined), or is loaded again once the timer has run. */
const requested = new Map<string, ReturnType<typeof setTimeout> | undefined>();

/** Requests the locale of a language. The elements render again when it is loaded. */
function requestLocale(lang: string): void {
  const load = languageWatch && !requested.has(lang) ? loadLocale(lang) : undefined;
  if (!load) return;
  requested.set(lang, undefined);
  const retry = () => {
    requested.delete(lang);
    refreshTerms();
  };
  load.then(
    () => requested.delete(lang),
    () => {
      if (languageWatch && !requested.get(lang)) requested.set(lang, setTimeout(retry, RETRY_MS));
    },
  );
}

/** For an element in a right-to-left language on a page that sets no direction for it. */
const rightToLeft = css`
  :host {
    direction: rtl;
  }
`;

/** Finds the language of an element's place: the nearest `lang`, through slots and shadow hosts, then the browser's language. */
export class LocalizeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #refresh = () => this.#host.requestUpdate();
  #removeRightToLeft: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get lang(): string {
    return this.#find('lang')?.getAttribute('lang') ?? navigator.language;
  }

  get dir(): 'ltr' | 'rtl' {
    return getComputedStyle(this.#host).direction === 'rtl' ? 'rtl' : 'ltr';
  }

  /** The whole locale. English until it is loaded; the element then renders again. */
  get locale(): Locale {
    const {lang} = this;
    requestLocale(lang);
    return findLocale(lang);
  }

  /** Changes whenever the terms may change: with the language, and with the known locales. */
  get cacheKey(): string {
    return `${this.lang} ${revision}`;
  }

  term<K extends Term>(key: K, ...options: TermArguments<K>): string {
    const term = this.locale[key] as string | ((...options: unknown[]) => string);
    return typeof term === 'function' ? term(...options) : term;
  }

  /** A term that contains a number, in the digits of the language. */
  counted(key: CountedTerm, n: number): string {
    return this.locale[key](this.exact(n), n);
  }

  /** Formats a number compactly: `1.2K`, `1.2万`. The first call takes about 10 ms, because the browser loads its tables. */
  number(value: number): string {
    return formatter(this.lang, 'compact').format(value);
  }

  /** Formats a number exactly: `1,200`. */
  exact(value: number): string {
    return formatter(this.lang).format(value);
  }

  /**
   * Formats the time of day of a moment. Adds the date if the moment is more than half a day away. Empty for a moment
   * outside the range of `Date`.
   *
   * @param moment Unix milliseconds by the service's clock. @param now The present, in the same unit.
   */
  time(moment: number, now: number): string {
    if (!(Math.abs(moment) <= CALENDAR_MS)) return '';
    const date = Math.abs(moment - now) < HALF_A_DAY_MS ? {} : ({month: 'short', day: 'numeric'} as const);
    return new Date(moment).toLocaleString(languageTag(this.lang), {...date, hour: '2-digit', minute: '2-digit'});
  }

  hostConnected(): void {
    refreshers.add(this.#refresh);
    languageWatch ??= watchLanguage();
  }

  hostUpdated(): void {
    const root = this.#host.shadowRoot;
    if (!root || this.#isRightToLeft === !!this.#removeRightToLeft) return;
    this.#removeRightToLeft?.();
    this.#removeRightToLeft = this.#removeRightToLeft ? undefined : adoptStyles(root, rightToLeft);
  }

  hostDisconnected(): void {
    refreshers.delete(this.#refresh);
    if (refreshers.size) return;
    languageWatch?.abort();
    languageWatch = undefined;
  }

  /**
   * True if the terms run from right to left, and the page sets no direction at or below the element that sets the
   * language.
   */
  get #isRightToLeft(): boolean {
    return this.locale.dir === 'rtl' && !this.#find('lang', 'dir')?.hasAttribute('dir');
  }

  /** The nearest element, from the host outwards, that has a value of one of the attributes. */
  #find(...names: readonly string[]): Element | undefined {
    for (let node: Node | null = this.#host; node; node = parentOf(node)) {
      const element = node;
      if (isElement(element) && names.some((name) => element.getAttribute(name))) return element;
    }
    return undefined;
  }
}

function parentOf(node: Node): Node | null {
  if (isElement(node) && node.assignedSlot) return node.assignedSlot;
  return node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
}

/** Formatters by their notation and language. */
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(lang: string, notation?: 'compact'): Intl.NumberFormat {
  const key = `${notation} ${lang}`;
  let format = formatters.get(key);
  if (!format) {
    format = new Intl.NumberFormat(languageTag(lang), notation && {notation, maximumFractionDigits: 1});
    formatters.set(key, format);
  }
  return format;
}

/** Does not use `instanceof`, because MooTools and Prototype replace `Element`. */
function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}
