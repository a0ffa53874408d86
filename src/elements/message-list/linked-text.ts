import {addressesIn} from './links-in-text.js';

/**
 * Returns a text with its addresses as links. A link opens a new tab, which gets neither opener nor referrer.
 *
 * @param most Maximum number of characters shown of an address.
 */
export function linked(text: string, most = Infinity): readonly (string | HTMLAnchorElement)[] {
  return addressesIn(text).map((part) => (typeof part === 'string' ? part : link(part.address, most)));
}

function link(address: string, most: number): HTMLAnchorElement {
  const made = document.createElement('a');
  made.href = address;
  made.target = '_blank';
  made.rel = 'noopener noreferrer nofollow ugc';
  made.textContent = address.length > most ? `${address.slice(0, most - 1)}…` : address;
  return made;
}
