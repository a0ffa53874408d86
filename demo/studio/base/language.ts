/** The studio's language: English or Chinese. The shop remembers it. */
import {ENGLISH, type Term} from './terms/en.ts';
import {CHINESE} from './terms/zh.ts';

export type {Term} from './terms/en.ts';

const TERMS: Readonly<Record<'en' | 'zh', Readonly<Record<Term, string>>>> = {en: ENGLISH, zh: CHINESE};
const KEY = 'shop-language';
const listeners = new EventTarget();

let current = requested() ?? remembered() ?? languageOf(navigator.language);

/** The BCP 47 tag. */
export function lang(): string {
  return current === 'zh' ? 'zh-CN' : 'en';
}

/** Returns a term, with each `{name}` replaced by the value of that name. */
export function t(term: Term, values: Readonly<Record<string, string | number>> = {}): string {
  return TERMS[current][term].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

export function number(value: number): string {
  return new Intl.NumberFormat(lang()).format(value);
}

/** Formats a time of day. @param seconds Unix seconds. */
export function clock(seconds: number): string {
  const format = {hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false} as const;
  return new Intl.DateTimeFormat(lang(), format).format(seconds * 1_000);
}

/** Calls back after each change of the language. */
export function onLanguage(callback: () => void, signal: AbortSignal): void {
  listeners.addEventListener('change', callback, {signal});
}

export function switchLanguage(): void {
  current = current === 'zh' ? 'en' : 'zh';
  try {
    localStorage.setItem(KEY, current);
  } catch {
    // Storage is off: the choice lasts as long as the page.
  }
  listeners.dispatchEvent(new Event('change'));
}

function requested(): 'en' | 'zh' | undefined {
  const wanted = new URLSearchParams(location.search).get('lang');
  return wanted ? languageOf(wanted) : undefined;
}

function languageOf(tag: string): 'en' | 'zh' {
  return /^zh\b/i.test(tag) ? 'zh' : 'en';
}

function remembered(): 'en' | 'zh' | undefined {
  try {
    const known = localStorage.getItem(KEY);
    return known === 'en' || known === 'zh' ? known : undefined;
  } catch {
    return undefined; // Storage is off.
  }
}
