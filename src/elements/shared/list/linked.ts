import {addressesIn} from './addresses.js';

/**
 * A text whose addresses can be followed, in a tab of their own that does not know where it was opened from.
 *
 * @param most Characters of an address that are shown.
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
