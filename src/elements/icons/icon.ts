import type {TemplateResult} from 'lit';
import {pageIcons, svgTemplate} from './icon-template.js';

/** Icons of the views, as SVG paths for a `viewBox` of 24 by 24. The icons of Lit templates are in icon-template.ts. */
const PATHS = {
  close: 'M6 6l12 12M18 6L6 18',
  broadcast: 'M4 10v4h3l10 4.5v-13L7 10zM7.5 14.5V19H10v-3.4M20 10a3 3 0 0 1 0 4',
  gift: 'M4.5 11.5h15V20h-15zM3.5 8h17v3.5h-17zM12 8v12M12 8C9 8 7.2 6.9 7.2 5.3 7.2 3.2 11 3.4 12 8M12 8c3 0 4.8-1.1 4.8-2.7C16.8 3.2 13 3.4 12 8',
  win: 'M8 4h8v6a4 4 0 0 1-8 0zM8 5.5H4.5C4.5 8.5 6 10 8.2 10M16 5.5h3.5c0 3-1.5 4.5-3.7 4.5M12 14v4M8.5 20h7M10 20c0-1.5.7-2 2-2s2 .5 2 2',
  more: 'M12 5v14M5 12h14',
  smiley: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.5 14.5c1 1.5 2.2 2 3.5 2s2.5-.5 3.5-2M9 9.5h.01M15 9.5h.01',
  landscape: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 8.5h.01',
  microphone:
    'M12 4a2.5 2.5 0 0 0-2.5 2.5v5a2.5 2.5 0 0 0 5 0v-5A2.5 2.5 0 0 0 12 4M6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3.5',
  question: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.6 9.6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.2.9-1.2 1.8M12 16.8h.01',
  style: 'M5 19l3.5-9 3.5 9M6.2 16h4.6M15 6h5M17.5 6v13',
  play: 'M7 4.5v15l13-7.5z',
  pause: 'M7 5h3.5v14H7zM13.5 5H17v14h-3.5z',
  sound: 'M4 9.5v5h3.5L12 19V5L7.5 9.5zM15 8.5a5 5 0 0 1 0 7M17.5 6a8.5 8.5 0 0 1 0 12',
  silence: 'M4 9.5v5h3.5L12 19V5L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5',
  enterFullscreen: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  exitFullscreen: 'M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5',
  bag: 'M5 8h14l1 12H4zM8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5',
  pictureInPicture: 'M4 5h16v14H4zM12.5 12.5H18V17h-5.5z',
} as const;

export type IconName = keyof typeof PATHS;

/** Draws the icon of a button of a view. */
export function icon(name: IconName): TemplateResult {
  return svgTemplate(pathOf(name));
}

function pathOf(name: IconName): string {
  return pageIcons.get(name) ?? PATHS[name];
}

const SVG = 'http://www.w3.org/2000/svg';

/** Creates the icon of a button, hidden from screen readers because the button has a label. */
export function createIcon(name: IconName): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'glyph');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS(SVG, 'path'));
  setIcon(svg, name);
  return svg;
}

export function setIcon(svg: SVGElement, name: IconName): void {
  svg.firstElementChild!.setAttribute('d', pathOf(name));
}
