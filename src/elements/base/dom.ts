/** Creates an element for chunks that draw with DOM calls, because they share no lit with the script that loads them. */
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
 * Creates a decorative picture, which is described beside it. The request has no referrer.
 *
 * @param instead Creates a substitute if the picture fails to load; without it the picture is removed.
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

/** Creates a progress bar. @param share Finished share, 0 to 1. */
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
