/**
 * True while the page is not visible. The value is compared with `true`, because a form, image or frame that the page
 * names `hidden` replaces `document.hidden`.
 */
export function isPageHidden(): boolean {
  return typeof document !== 'undefined' && (document.hidden as unknown) === true;
}
