import type {CSSResult} from 'lit';

export type Styles = CSSResult | readonly CSSResult[];

/** Adds styles to a shadow tree. Returns a function that removes them. */
export function adopt(root: ShadowRoot, styles: Styles): () => void {
  const sheets = [styles].flat().map(sheetOf);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
  return () => {
    const left = [...root.adoptedStyleSheets];
    for (const sheet of sheets) {
      const at = left.lastIndexOf(sheet); // Another part of the tree may have adopted the same sheet.
      if (at >= 0) left.splice(at, 1);
    }
    root.adoptedStyleSheets = left;
  };
}

/** Lit keeps one sheet for all trees, but creates none if a script of the page has replaced `Document`, as MooTools does. */
function sheetOf({styleSheet, cssText}: CSSResult): CSSStyleSheet {
  if (styleSheet) return styleSheet;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(cssText);
  return sheet;
}
