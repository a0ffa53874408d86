import {splitLinks} from './links-in-text.js';

/**
 * Returns a text with its addresses as links. A link opens a new tab without opener and referrer.
 *
 * @param maxChars Maximum number of characters shown of an address.
 */
export function linkify(text: string, maxChars = Infinity): readonly (string | HTMLAnchorElement)[] {
  return splitLinks(text).map((part) => (typeof part === 'string' ? part : createLink(part.url, maxChars)));
}

function createLink(url: string, maxChars: number): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer nofollow ugc';
  anchor.textContent = url.length > maxChars ? `${url.slice(0, maxChars - 1)}…` : url;
  return anchor;
}
