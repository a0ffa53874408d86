/** Gives a shadow tree a stylesheet, until what it returns is called. */
export function adopt(root: ShadowRoot, look: string): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(look);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
