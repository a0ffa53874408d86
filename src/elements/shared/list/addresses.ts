import {safeAddress} from '../../../protocol/address.js';
import {URL_MAX_CHARS} from '../../../protocol/limits.js';

/** A part of a text: words, or an address that can be followed: `https:`, or `http:` on a loopback host. */
export type TextPart = string | {readonly address: string};

/** Addresses of one text that become links, and what is looked at to find them: more cost a list more than anybody follows. */
const LINKS_MAX = 50;
const LOOKED_AT_MAX = 100;

const SCHEME = /https?:\/\//gi;
const STARTS_ANOTHER = /^https?:\/\//i;

/**
 * Characters of an address: what RFC 3986 allows, and letters of scripts that put spaces between words. Han, kana, Hangul, Yi, and
 * Thai, Tibetan, Javanese and their neighbours do not: there the sentence goes on without a space. Punctuation, signs and width of theirs,
 * quotes, emoji and invisible characters end an address as well.
 */
const ALLOWED =
  /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=%]|(?![\u3000-\u31ff\uff00-\uffef]|[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Bopo}\p{sc=Yiii}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}\p{sc=Java}\p{sc=Bali}\p{sc=Lana}\p{sc=Tale}\p{sc=Talu}\p{sc=Tavt}\p{DI}])[\p{L}\p{M}\p{Nd}])$/u;

/** Han, kana and Hangul stand in names of hosts. */
const IN_HOST = /^[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}ー\p{sc=Hang}\p{sc=Thai}]$/u;

/** Allowed in a path alone. */
const NOT_IN_HOST = /[~!$&'()*+,;=]/;

const ENDS_WORD = /[\p{L}\p{N}]/u;

/** Ends a sentence, or what an address stands in, rather than the address. */
const NOT_LAST = /[.,:;!?'*([]+$/;

const CLOSES: Readonly<Record<string, string>> = {')': '(', ']': '['};

/** A text's words and addresses, in order. */
export function addressesIn(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  let links = 0;
  let looked = 0;
  SCHEME.lastIndex = 0;
  for (
    let found = SCHEME.exec(text);
    found && links < LINKS_MAX && looked++ < LOOKED_AT_MAX;
    found = SCHEME.exec(text)
  ) {
    const {0: scheme, index} = found;
    const address = unwrapped(
      scheme + restOf(text.slice(index + scheme.length, index + URL_MAX_CHARS)),
      text[index - 1],
    );
    if (!canFollow(address)) continue;
    if (index > at) parts.push(text.slice(at, index));
    parts.push({address});
    at = index + address.length;
    SCHEME.lastIndex = at;
    links += 1;
  }
  if (at < text.length || !parts.length) parts.push(text.slice(at));
  return parts;
}

/** What belongs to an address of the text behind its `//`. */
function restOf(text: string): string {
  let end = 0;
  let inHost = true;
  /** The first character of the host's last label, and the last of all. */
  let label = '';
  let last = '/';
  const open: {readonly bracket: string; readonly at: number}[] = [];
  for (const character of text) {
    if (inHost && /[/?#]/.test(character)) inHost = false;
    if (inHost) {
      // Han, kana or Hangul goes on with the host where it begins a label, or began it.
      const isName = IN_HOST.test(character) && (!label || IN_HOST.test(label));
      if (!isName && !(ALLOWED.test(character) && !NOT_IN_HOST.test(character))) break;
      label = character === '.' ? '' : label || character;
    } else if (!ALLOWED.test(character)) break;
    // Two that were pasted one behind the other; one in the path of another stays.
    if (/h/i.test(character) && ENDS_WORD.test(last) && STARTS_ANOTHER.test(text.slice(end, end + 8))) break;
    if (character === '(' || character === '[') open.push({bracket: character, at: end});
    const opener = CLOSES[character];
    if (opener) {
      if (open.at(-1)?.bracket !== opener) break;
      open.pop();
    }
    end += character.length;
    last = character;
  }
  // A bracket that does not close began something else.
  return text.slice(0, open[0]?.at ?? end).replace(NOT_LAST, '');
}

/** Without the `_` or `~~` that it is put between, as a word is that is to be in italics or crossed out. */
function unwrapped(address: string, before = ''): string {
  if (before === '_') return address.replace(/_+$/, '');
  return before === '~' ? address.replace(/~+$/, '') : address;
}

/** Those with a user name before the host seem to lead somewhere else than they do. */
function canFollow(address: string): boolean {
  const safe = safeAddress(address);
  if (!safe) return false;
  const {hostname, username, password} = new URL(safe);
  return !username && !password && /[.:]|^localhost$/.test(hostname);
}
