/** Prevents the page behind a dialog from scrolling. Returns a function that restores the page's own styles. */
export function lockScroll(): () => void {
  const {style, clientWidth} = document.documentElement;
  const hasScrollbar = innerWidth > clientWidth;
  const {overflow} = style;
  const gutter = style.getPropertyValue('scrollbar-gutter');
  if (hasScrollbar) style.setProperty('scrollbar-gutter', 'stable'); // The page keeps its width.
  style.overflow = 'hidden';
  return () => {
    style.overflow = overflow;
    style.setProperty('scrollbar-gutter', gutter);
  };
}
