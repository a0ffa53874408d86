import {firstUnits} from '../protocol/graphemes.js';
import {QUOTE_MAX_CHARS} from '../protocol/limits.js';
import type {Sender} from '../protocol/messages.js';
import type {Quote} from '../protocol/people.js';

/** A line that is answered. */
export interface Answered {
  readonly seq: number | undefined;
  readonly from: Pick<Sender, 'userId' | 'nick'>;
  readonly text: string;
}

/** As it stands beside the answer. */
export function quoteOf({seq, from: {userId, nick}, text}: Answered): Quote {
  return {seq, userId, nick, text: firstUnits(text, QUOTE_MAX_CHARS)};
}
