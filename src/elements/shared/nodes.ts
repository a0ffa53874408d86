/** For chunks that paint on plain nodes: they share no lit with the script that loads them. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  part = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = name;
  if (part) made.setAttribute('part', part);
  return made;
}

/**
 * Decorative: what it shows is said beside it. The picture's host is not told which page shows it.
 *
 * @param instead Makes what takes its place if no picture comes; nothing does unless given.
 */
export function picture(address: string, name: string, part = '', instead?: () => Node): HTMLImageElement {
  const image = element('img', name, part);
  image.alt = '';
  image.decoding = 'async';
  image.referrerPolicy = 'no-referrer';
  image.addEventListener('error', () => image.replaceWith(...(instead ? [instead()] : [])), {once: true});
  image.src = address;
  return image;
}

/** How much of something has gone, 0 to 1. */
export function progressBar(share: number, label: string): HTMLProgressElement {
  const made = element('progress', 'progress');
  made.max = 1;
  made.value = share;
  made.setAttribute('aria-label', label);
  return made;
}

export function button(name: string, press: () => void, words = ''): HTMLButtonElement {
  const made = element('button', name);
  made.type = 'button';
  made.textContent = words;
  made.addEventListener('click', press);
  return made;
}
