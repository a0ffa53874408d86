/** Addresses in running text; what ends a sentence is not of the address. */
const ADDRESS = /https:\/\/[^\s<>"'`，。！？；：、（）「」]+[^\s<>"'`，。！？；：、（）「」.,!?;:)\]]/g;

/** A part of a text: words, or an `https:` address that can be followed. */
export type TextPart = string | {readonly address: string};

/** A text's words and addresses, in order. */
export function addressesIn(text: string): readonly TextPart[] {
  if (!text.includes('https://')) return [text];
  const parts: TextPart[] = [];
  let at = 0;
  for (const {0: address, index} of text.matchAll(ADDRESS)) {
    if (!canParse(address)) continue;
    parts.push(text.slice(at, index), {address});
    at = index + address.length;
  }
  return [...parts, text.slice(at)];
}

function canParse(address: string): boolean {
  try {
    return !!new URL(address);
  } catch {
    return false;
  }
}
