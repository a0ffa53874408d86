const SVG = 'http://www.w3.org/2000/svg';

/**
 * A picture of what a button does, which has it in words.
 *
 * @param path On a field of 24 by 24.
 */
export function icon(path = ''): SVGElement {
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  drawing.append(line);
  return drawing;
}

export function setIcon(drawing: SVGElement, path: string): void {
  drawing.firstElementChild!.setAttribute('d', path);
}
