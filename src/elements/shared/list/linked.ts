import {addressesIn} from './addresses.js';

/** A text whose `https:` addresses can be followed, in a tab of their own that does not know where it was opened from. */
export function linked(text: string): readonly (string | HTMLAnchorElement)[] {
  return addressesIn(text).map((part) => (typeof part === 'string' ? part : link(part.address)));
}

function link(address: string): HTMLAnchorElement {
  const made = document.createElement('a');
  made.href = address;
  made.target = '_blank';
  made.rel = 'noopener noreferrer nofollow ugc';
  made.textContent = address;
  return made;
}
