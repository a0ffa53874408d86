const SVG = 'http://www.w3.org/2000/svg';

/**
 * Creates the icon of a button, hidden from screen readers because the button has a label.
 *
 * @param path SVG path for a `viewBox` of 24 by 24.
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
