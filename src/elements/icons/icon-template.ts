import {html, type TemplateResult} from 'lit';

/**
 * Icons of the elements in the core script, as SVG paths for a `viewBox` of 24 by 24. The icons in icon.ts load later.
 */
const PATHS = {
  chat: 'M4 5h16v11H11l-5 4v-4H4z',
  viewers:
    'M9 4a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7M2 20c0-4 3-6.5 7-6.5s7 2.5 7 6.5zM16 5a3 3 0 0 1 0 6M18.5 14c2 1 3.5 3 3.5 6',
  heart: 'M12 21C5 15.5 2 12 2 8.2A5.2 5.2 0 0 1 12 6a5.2 5.2 0 0 1 10 2.2C22 12 19 15.5 12 21z',
  pauseComments: 'M4 5h16v11H12l-4 4v-4H4zM10 8.5v4M14 8.5v4',
  resumeComments: 'M4 5h16v11H12l-4 4v-4H4zM10.5 8l4 2.5-4 2.5z',
  settings:
    'M4 8h7m5 0h4M4 16h3m5 0h8M16 8a2.5 2.5 0 1 1-5 0a2.5 2.5 0 1 1 5 0M12 16a2.5 2.5 0 1 1-5 0a2.5 2.5 0 1 1 5 0',
} as const;

export type CoreIconName = keyof typeof PATHS;

/** Icons of the page, by name. */
export const pageIcons = new Map<string, string>();

/** Draws the icon of a button, hidden from screen readers because the button has a label. */
export function iconTemplate(name: CoreIconName): TemplateResult {
  return svgTemplate(pageIcons.get(name) ?? PATHS[name]);
}

export function svgTemplate(path: string): TemplateResult {
  return html`<svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;
}
