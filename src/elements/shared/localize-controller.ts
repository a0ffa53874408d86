import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {findLocale, type Locale} from '../../locales/locale.js';

/** Within this time a time of day is clear without its date. */
const HALF_A_DAY_MS = 43_200_000;
/** Largest time value of `Date`, ms. */
const CALENDAR_MS = 8.64e15;

type Term = Exclude<keyof Locale, 'errors'>;
type TermArguments<K extends Term> = Locale[K] extends (...given: infer A) => string ? A : [];

/** Refresh functions of all connected controllers. One observer of the document's language serves them all. */
const connected = new Set<() => void>();
let observer: MutationObserver | undefined;

/** Renders all elements again, because the `lang` of an element has changed. */
export function refreshWords(): void {
  for (const refresh of connected) refresh();
}

/** Finds the language of an element's place: the nearest `lang`, through slots and shadow hosts, then the browser's language. */
export class LocalizeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #refresh = () => this.#host.requestUpdate();

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get lang(): string {
    let node: Node | null = this.#host;
    while (node) {
      if (isElement(node) && node.getAttribute('lang')) return node.getAttribute('lang')!;
      node = parentOf(node);
    }
    return navigator.language;
  }

  get dir(): 'ltr' | 'rtl' {
    return getComputedStyle(this.#host).direction === 'rtl' ? 'rtl' : 'ltr';
  }

  /** The whole locale, for code that needs several terms. */
  get locale(): Locale {
    return findLocale(this.lang);
  }

  term<K extends Term>(key: K, ...given: TermArguments<K>): string {
    const term = this.locale[key] as string | ((...given: unknown[]) => string);
    return typeof term === 'function' ? term(...given) : term;
  }

  /** Formats a number compactly: `1.2K`, `1.2万`. The first call takes about 10 ms, because the browser loads its tables. */
  number(value: number): string {
    return formatter(this.lang, COMPACT).format(value);
  }

  /** Formats a number exactly: `1,200`. */
  exact(value: number): string {
    return formatter(this.lang, EXACT).format(value);
  }

  /**
   * Formats the time of day of a moment, with the date unless it is within half a day. Empty for a moment outside the range of `Date`.
   *
   * @param moment Unix milliseconds by the service's clock.
   * @param now The present, in the same unit.
   */
  time(moment: number, now: number): string {
    if (!(Math.abs(moment) <= CALENDAR_MS)) return '';
    const date = Math.abs(moment - now) < HALF_A_DAY_MS ? {} : ({month: 'short', day: 'numeric'} as const);
    return new Date(moment).toLocaleString(languageTag(this.lang), {...date, hour: '2-digit', minute: '2-digit'});
  }

  hostConnected(): void {
    connected.add(this.#refresh);
    if (observer) return;
    observer = new MutationObserver(refreshWords);
    observer.observe(document.documentElement, {attributeFilter: ['lang', 'dir']});
  }

  hostDisconnected(): void {
    connected.delete(this.#refresh);
    if (connected.size) return;
    observer?.disconnect();
    observer = undefined;
  }
}

function parentOf(node: Node): Node | null {
  if (isElement(node) && node.assignedSlot) return node.assignedSlot;
  return node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
}

const COMPACT: Intl.NumberFormatOptions = {notation: 'compact', maximumFractionDigits: 1};
const EXACT: Intl.NumberFormatOptions = {};

/** Formatters by their options object, then by language. */
const formatters = new Map<object, Map<string, Intl.NumberFormat>>();

function formatter(lang: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const formats = formatters.get(options) ?? new Map<string, Intl.NumberFormat>();
  formatters.set(options, formats);
  let format = formats.get(lang);
  if (!format) formats.set(lang, (format = create(lang, options)));
  return format;
}

function create(lang: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return new Intl.NumberFormat(languageTag(lang), options);
}

/** Returns a language tag that `Intl` accepts: a page's `lang` may be invalid. */
export function languageTag(lang: string): string {
  try {
    return Intl.getCanonicalLocales(lang)[0]!;
  } catch {
    return 'en';
  }
}

/** Does not use `instanceof`, because MooTools and Prototype replace `Element`. */
function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}
