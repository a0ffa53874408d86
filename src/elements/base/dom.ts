/**
 * Creates an element with a class and a part: the root of a view's template, or a node of a view that draws with DOM calls because
 * it redraws often.
 */
export function createElement<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  part = '',
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  node.className = name;
  if (part) node.setAttribute('part', part);
  return node;
}

/**
 * Creates a decorative picture; the text next to it describes it. The request has no referrer.
 *
 * @param createFallback Creates a substitute if the picture fails to load. Without it the picture is removed.
 */
export function createPicture(url: string, name: string, part = '', createFallback?: () => Node): HTMLImageElement {
  const image = createElement('img', name, part);
  image.alt = '';
  image.decoding = 'async';
  image.referrerPolicy = 'no-referrer';
  image.addEventListener('error', () => image.replaceWith(...(createFallback ? [createFallback()] : [])), {once: true});
  image.src = url;
  return image;
}

/** Creates a progress bar. @param value Finished share, 0 to 1. */
export function createProgressBar(value: number, label: string): HTMLProgressElement {
  const node = createElement('progress', 'progress');
  node.max = 1;
  node.value = value;
  node.setAttribute('aria-label', label);
  return node;
}

export function createButton(name: string, onClick: () => void, label = ''): HTMLButtonElement {
  const node = createElement('button', name);
  node.type = 'button';
  node.textContent = label;
  node.addEventListener('click', onClick);
  return node;
}
