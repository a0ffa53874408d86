import type {CSSResult} from 'lit';

export type Styles = CSSResult | readonly CSSResult[];

/** Adds styles to a shadow tree. Returns a function that removes them. */
export function adoptStyles(root: ShadowRoot, styles: Styles): () => void {
  const sheets = [styles].flat().map(styleSheetOf);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
  return () => {
    const remaining = [...root.adoptedStyleSheets];
    for (const sheet of sheets) {
      const index = remaining.lastIndexOf(sheet); // Another part of the tree may have adopted the same sheet.
      if (index >= 0) remaining.splice(index, 1);
    }
    root.adoptedStyleSheets = remaining;
  };
}

/** Lit keeps one sheet for all trees, but creates none if a script of the page has replaced `Document`, as MooTools does. */
function styleSheetOf({styleSheet, cssText}: CSSResult): CSSStyleSheet {
  if (styleSheet) return styleSheet;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(cssText);
  return sheet;
}
