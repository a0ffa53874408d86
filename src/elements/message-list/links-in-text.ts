import {safeUrl} from '../../protocol/safe-url.js';
import {URL_MAX_CHARS} from '../../protocol/limits.js';

/** A part of a text: plain text, or an address that can be a link: `https:`, or `http:` on a loopback host. */
export type TextPart = string | {readonly url: string};

/** Maximum number of links, and of candidates, in a text. More would make drawing slow. */
const LINKS_MAX = 50;
const CANDIDATES_MAX = 100;

const SCHEME = /https?:\/\//gi;
const SCHEME_AT_START = /^https?:\/\//i;

/**
 * Characters of an address: those of RFC 3986, and letters of scripts that put spaces between words. Han, kana, Hangul, Yi, and
 * Thai, Tibetan, Javanese and related scripts end an address, because their sentences continue without a space. So do their
 * punctuation, signs and full-width forms, quotes, emoji and invisible characters.
 */
const URL_CHARACTER =
  /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=%]|(?![\u3000-\u31ff\uff00-\uffef]|[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Bopo}\p{sc=Yiii}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}\p{sc=Java}\p{sc=Bali}\p{sc=Lana}\p{sc=Tale}\p{sc=Talu}\p{sc=Tavt}\p{DI}])[\p{L}\p{M}\p{Nd}])$/u;

/** Han, kana, Hangul and Thai letters are allowed in host names. */
const HOST_LETTER = /^[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}ー\p{sc=Hang}\p{sc=Thai}]$/u;

/** Characters that are allowed in a path, but not in a host. */
const PATH_ONLY = /[~!$&'()*+,;=]/;

const WORD_END = /[\p{L}\p{N}]/u;

/** Punctuation that ends a sentence or opens a bracket around an address; it does not belong to the address. */
const TRAILING_PUNCTUATION = /[.,:;!?'*([]+$/;

const OPENING_BRACKETS: Readonly<Record<string, string>> = {')': '(', ']': '['};

/** Splits a text into plain text and addresses, in order. */
export function splitLinks(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  let links = 0;
  let candidates = 0;
  SCHEME.lastIndex = 0;
  for (
    let found = SCHEME.exec(text);
    found && links < LINKS_MAX && candidates++ < CANDIDATES_MAX;
    found = SCHEME.exec(text)
  ) {
    const {0: scheme, index} = found;
    const url = stripMarkup(
      scheme + matchUrl(text.slice(index + scheme.length, index + URL_MAX_CHARS)),
      text[index - 1],
    );
    if (!isLinkable(url)) continue;
    if (index > at) parts.push(text.slice(at, index));
    parts.push({url});
    at = index + url.length;
    SCHEME.lastIndex = at;
    links += 1;
  }
  if (at < text.length || !parts.length) parts.push(text.slice(at));
  return parts;
}

/** Returns the part of `text` that belongs to an address, after its `//`. */
function matchUrl(text: string): string {
  let end = 0;
  let inHost = true;
  /** First character of the host's last label, and last character of the address so far. */
  let label = '';
  let last = '/';
  const open: {readonly bracket: string; readonly at: number}[] = [];
  for (const character of text) {
    if (inHost && /[/?#]/.test(character)) inHost = false;
    if (inHost) {
      // These letters continue the host at the beginning of a label, or in a label that begins with one.
      const isHostLetter = HOST_LETTER.test(character) && (!label || HOST_LETTER.test(label));
      if (!isHostLetter && !(URL_CHARACTER.test(character) && !PATH_ONLY.test(character))) break;
      label = character === '.' ? '' : label || character;
    } else if (!URL_CHARACTER.test(character)) break;
    // A second address directly after the first ends the first. An address in the path of another is part of it.
    if (/h/i.test(character) && WORD_END.test(last) && SCHEME_AT_START.test(text.slice(end, end + 8))) break;
    if (character === '(' || character === '[') open.push({bracket: character, at: end});
    const opener = OPENING_BRACKETS[character];
    if (opener) {
      if (open.at(-1)?.bracket !== opener) break;
      open.pop();
    }
    end += character.length;
    last = character;
  }
  // A bracket that is not closed does not belong to the address.
  return text.slice(0, open[0]?.at ?? end).replace(TRAILING_PUNCTUATION, '');
}

/** Removes the `_` or `~~` around an address, which mark italics or strikethrough. */
function stripMarkup(url: string, before = ''): string {
  if (before === '_') return url.replace(/_+$/, '');
  return before === '~' ? url.replace(/~+$/, '') : url;
}

/** False for addresses with a user name before the host, because they seem to lead to another host. */
function isLinkable(url: string): boolean {
  const safe = safeUrl(url);
  if (!safe) return false;
  const {hostname, username, password} = new URL(safe);
  return !username && !password && /[.:]|^localhost$/.test(hostname);
}
