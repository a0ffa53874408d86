import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {findLocale, type Locale} from '../../locales/locale.js';

/** A time of day this far off is plain without its date. */
const HALF_A_DAY_MS = 43_200_000;
/** No `Date` is further from 1970. */
const CALENDAR_MS = 8.64e15;

type Term = Exclude<keyof Locale, 'errors'>;
type TermArguments<K extends Term> = Locale[K] extends (...given: infer A) => string ? A : [];

/** Every connected controller, told when the document's own language changes. One observer serves them all. */
const connected = new Set<() => void>();
let observer: MutationObserver | undefined;

/** Lets every element look again for its language. For an element whose own `lang` changed. */
export function refreshWords(): void {
  for (const refresh of connected) refresh();
}

/** Speaks the language of the place an element stands in: the nearest `lang`, through slots and shadow hosts, then the document's. */
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

  /** The words themselves, for a map of several. */
  get locale(): Locale {
    return findLocale(this.lang);
  }

  term<K extends Term>(key: K, ...given: TermArguments<K>): string {
    const term = this.locale[key] as string | ((...given: unknown[]) => string);
    return typeof term === 'function' ? term(...given) : term;
  }

  /** A number to read at a glance: `1.2K`, `1.2万`. The first one takes some 10 ms: the browser loads its tables. */
  number(value: number): string {
    return formatter(this.lang, COMPACT).format(value);
  }

  /** A number to the unit: `1,200`. */
  exact(value: number): string {
    return formatter(this.lang, EXACT).format(value);
  }

  /**
   * The time of day of a moment, with the date unless it is within half a day; empty for a moment that no calendar has.
   *
   * @param moment Unix milliseconds.
   * @param now The same; both by the service's clock.
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

/** By the options, one object for each, and by the language. */
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

/** What `Intl` takes: a page's lang may be no language tag. */
export function languageTag(lang: string): string {
  try {
    return Intl.getCanonicalLocales(lang)[0]!;
  } catch {
    return 'en';
  }
}

/** Not by `instanceof`: MooTools and Prototype have an `Element` of their own. */
function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}
