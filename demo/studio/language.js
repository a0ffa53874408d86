/** The studio's language: English or Chinese, as the shop remembers it. */
import {ENGLISH} from './words-en.js';
import {CHINESE} from './words-zh.js';

const WORDS = {en: ENGLISH, zh: CHINESE};
const KEY = 'shop-language';
const listeners = new Set();

let current = asked() ?? remembered() ?? (/^zh\b/i.test(navigator.language) ? 'zh' : 'en');

/** BCP 47. */
export function lang() {
  return current === 'zh' ? 'zh-CN' : 'en';
}

/** Words by their key, `{name}` replaced by the value of that name. */
export function t(key, values = {}) {
  const text = WORDS[current][key];
  if (text === undefined) throw new Error(`there are no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

export function number(value) {
  return new Intl.NumberFormat(lang()).format(value);
}

/** By the clock on the wall. @param seconds Unix. */
export function clock(seconds) {
  return new Intl.DateTimeFormat(lang(), {hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false}).format(
    seconds * 1_000,
  );
}

/** Called now, and again whenever the language changes. */
export function inLanguage(render) {
  listeners.add(render);
  render();
}

export function switchLanguage() {
  current = current === 'zh' ? 'en' : 'zh';
  try {
    localStorage.setItem(KEY, current);
  } catch {
    // Storage is off: the choice lasts as long as the page.
  }
  for (const render of listeners) render();
}

/** Fills in what the page has marked with `data-t`. */
export function localize(root) {
  for (const element of root.querySelectorAll('[data-t]')) element.textContent = t(element.dataset.t);
  for (const [mark, attribute] of [
    ['tLabel', 'aria-label'],
    ['tTitle', 'title'],
    ['tPlaceholder', 'placeholder'],
  ]) {
    const selector = `[data-${mark.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}]`;
    for (const element of root.querySelectorAll(selector)) element.setAttribute(attribute, t(element.dataset[mark]));
  }
}

function asked() {
  const wanted = new URLSearchParams(location.search).get('lang');
  return wanted && (/^zh\b/i.test(wanted) ? 'zh' : 'en');
}

function remembered() {
  try {
    const known = localStorage.getItem(KEY);
    return known && Object.hasOwn(WORDS, known) ? known : undefined;
  } catch {
    return undefined; // As above.
  }
}
