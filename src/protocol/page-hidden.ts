/**
 * True while nobody can see the page. A form, picture or frame that the page names `hidden` takes the place of
 * `document.hidden`.
 */
export function isPageHidden(): boolean {
  return typeof document !== 'undefined' && (document.hidden as unknown) === true;
}
