/** Light or dark, as the shop remembers it, else as the system has it. */
const KEY = 'shop-theme';
const root = document.documentElement;
const listeners = new Set();

export function followTheme(button) {
  let dark = (new URLSearchParams(location.search).get('theme') ?? remembered() ?? system()) === 'dark';
  const paint = () => {
    root.classList.toggle('dark', dark);
    button.setAttribute('aria-pressed', String(dark));
    for (const listener of listeners) listener();
  };
  button.addEventListener('click', () => {
    dark = !dark;
    try {
      localStorage.setItem(KEY, dark ? 'dark' : 'light');
    } catch {
      // Storage is off: the choice lasts as long as the page.
    }
    paint();
  });
  paint();
}

/** Called whenever colours change: for what is painted by hand. */
export function inTheme(repaint) {
  listeners.add(repaint);
}

export function colour(name) {
  return getComputedStyle(root).getPropertyValue(`--${name}`).trim();
}

function system() {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // As above.
  }
}
