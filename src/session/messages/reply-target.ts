import {firstUnits} from '../../protocol/text/graphemes.js';
import {QUOTE_MAX_CHARS} from '../../protocol/limits.js';
import type {Sender} from '../../protocol/messages.js';
import type {Quote} from '../../protocol/comment-schema.js';

/** The comment that a reply quotes. */
export interface ReplyTarget {
  readonly seq: number | undefined;
  readonly from: Pick<Sender, 'userId' | 'nick'>;
  readonly text: string;
}

/** Makes the quote that travels with the reply. */
export function quoteOf({seq, from: {userId, nick}, text}: ReplyTarget): Quote {
  return {seq, userId, nick, text: firstUnits(text, QUOTE_MAX_CHARS)};
}
