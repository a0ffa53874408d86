import {createButton} from '../../base/dom.js';

const SVG = 'http://www.w3.org/2000/svg';

/** Icons of the frame, as SVG paths for a `viewBox` of 24 by 24. */
const PATHS = {
  close: 'M5 5l14 14M19 5L5 19',
  minimize: 'M4 9l8 8 8-8',
  expand: 'M4 10V4h6M20 14v6h-6M4 4l7 7M20 20l-7-7',
  window: 'M4 5h16v14H4zM12.5 12.5H18V17h-5.5z',
  size: 'M20 10V20H10M20 20L13 13',
} as const;

/** Creates a round button with an icon. */
export function frameButton(name: keyof typeof PATHS, label: string, onClick: () => void): HTMLButtonElement {
  const button = createButton(name, onClick);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  button.append(svg);
  button.setAttribute('aria-label', label);
  button.title = label;
  if (name === 'close') button.setAttribute('part', name);
  return button;
}
