/** Key in `sessionStorage` of the room that is presented: it lives as long as the tab, and each tab has its own. */
export const PRESENTED_KEY = 'live-room:presented';

export const CORNERS = ['bottom-right', 'bottom-left', 'top-right', 'top-left'] as const;
export type Corner = (typeof CORNERS)[number];

/** The address of an api-url, the same on every page of a site. */
export function absoluteUrl(apiUrl: string): string {
  try {
    return new URL(apiUrl, document.baseURI).href.replace(/\/+$/, '');
  } catch {
    return apiUrl; // Not a URL. The request is refused.
  }
}
