/** The theme, light or dark: the shop's choice, or the system's. */
const KEY = 'shop-theme';
const root = document.documentElement;
const listeners = new EventTarget();

let dark = (new URLSearchParams(location.search).get('theme') ?? remembered() ?? system()) === 'dark';
paint();

export function isDark(): boolean {
  return dark;
}

export function setDark(wanted: boolean): void {
  dark = wanted;
  try {
    localStorage.setItem(KEY, dark ? 'dark' : 'light');
  } catch {
    // Storage is off: the choice lasts as long as the page.
  }
  paint();
  listeners.dispatchEvent(new Event('change'));
}

/** Calls back after each change of the colours. */
export function onTheme(callback: () => void, signal: AbortSignal): void {
  listeners.addEventListener('change', callback, {signal});
}

/** The value of a colour of the style sheet. */
export function colour(name: string): string {
  return getComputedStyle(root).getPropertyValue(`--${name}`).trim();
}

function paint(): void {
  root.classList.toggle('dark', dark);
}

function system(): string {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // Storage is off.
  }
}
