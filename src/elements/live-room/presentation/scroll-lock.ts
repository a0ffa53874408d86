/** Number of dialogs that are open. */
let locks = 0;
let unlock: (() => void) | undefined;

/** Prevents the page behind a dialog from scrolling. Returns a function that restores the page's own styles after the last dialog. */
export function lockScroll(): () => void {
  if (!locks++) unlock = hideOverflow();
  return () => {
    if (!--locks) unlock?.();
  };
}

function hideOverflow(): () => void {
  const root = document.documentElement;
  // If only `<body>` sets its overflow, the window scrolls by it. To hide that of `<html>` would make a box of `<body>`, at its top.
  const scroller = getComputedStyle(root).overflow === 'visible' ? document.body : root;
  const hasScrollbar = innerWidth > root.clientWidth;
  const undo = [setImportant(scroller, 'overflow', 'hidden')];
  if (hasScrollbar) undo.push(setImportant(root, 'scrollbar-gutter', 'stable')); // The page keeps its width.
  return () => undo.forEach((restore) => restore());
}

function setImportant({style}: HTMLElement, name: string, value: string): () => void {
  const former = [style.getPropertyValue(name), style.getPropertyPriority(name)] as const;
  style.setProperty(name, value, 'important');
  return () => style.setProperty(name, ...former);
}
