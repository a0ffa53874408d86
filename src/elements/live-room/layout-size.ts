import {css} from 'lit';

const layoutSize = css`
  :host {
    block-size: var(--live-room-height, clamp(min(26em, 94vh), 80vh, 46em));
    min-inline-size: min(15em, 100%);
    white-space: normal !important;
  }
`;

/**
 * Gives the host the size of the default layout, or removes it. A room with the page's own layout has no size of its
 * own.
 */
export function toggleLayoutSize(shadow: ShadowRoot, on: boolean): void {
  if (!('adoptedStyleSheets' in document)) return; // The browser is too old, and the viewer sees a sentence about it.
  const sheet = layoutSizeSheet();
  const adopted = shadow.adoptedStyleSheets.includes(sheet);
  if (on && !adopted) shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  if (!on && adopted) shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter((other) => other !== sheet);
}

let cachedSheet: CSSStyleSheet | undefined;

/** Returns the stylesheet of `layoutSize`. Lit creates none on pages that replace `Document`, as MooTools does. */
function layoutSizeSheet(): CSSStyleSheet {
  if (!cachedSheet) (cachedSheet = new CSSStyleSheet()).replaceSync(layoutSize.cssText);
  return cachedSheet;
}
