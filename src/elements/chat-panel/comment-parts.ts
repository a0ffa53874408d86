import {displayName} from '../../protocol/text/display-name.js';
import type {Quote} from '../../protocol/comment-schema.js';
import {createElement} from '../base/dom.js';

/**
 * Template of an author's name. A `<button>` would form a box of its own in the line, which makes each line 25 % slower to lay out.
 * `handleAuthorKey` handles its keys.
 */
const AUTHOR_TEMPLATE = createElement('bdi', 'author', 'author');
AUTHOR_TEMPLATE.setAttribute('role', 'button');
AUTHOR_TEMPLATE.tabIndex = -1;
const TEXT_TEMPLATE = createElement('span', 'text', 'text');
TEXT_TEMPLATE.dir = 'auto';

export function createAuthor(name: string): HTMLElement {
  const author = AUTHOR_TEMPLATE.cloneNode() as HTMLElement;
  author.textContent = name;
  author.classList.toggle('short', name.length < 3);
  return author;
}

/** @param color Colour of the comment's danmaku, if it has one. */
export function createText(color: string | undefined): HTMLElement {
  const text = TEXT_TEMPLATE.cloneNode() as HTMLElement;
  if (color) text.style.setProperty('--comment-color', color);
  return text;
}

/**
 * The quoted comment as the quoting message contains it. Nobody verifies it, but the reader can compare it with the
 * original. It uses DOM calls, like the line that contains it.
 */
export function createQuote(quoted: Quote): HTMLElement {
  const {nick, userId, text = ''} = quoted;
  const quote = createElement('span', 'quote');
  quote.dir = 'auto';
  quote.textContent = `${nick || userId ? displayName(quoted) : ''}${text && ': '}${text}`;
  return quote;
}

export function createBadge(name: string, label: string): HTMLElement {
  const badge = createElement('span', `badge ${name}`, 'badge');
  badge.textContent = label;
  return badge;
}
