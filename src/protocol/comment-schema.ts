import * as v from 'valibot';
import {BADGES_MAX, QUOTE_MAX_CHARS} from './limits.js';
import {shownName, userId} from './person-schema.js';
import {displayText, integer, list, maybe, object, text} from './schema.js';

/** The sender's level and badges, which the business server adds to a comment. */
export const levelAndBadges = object({
  level: v.fallback(integer(0, 999), 0),
  badges: list(text(16), BADGES_MAX),
});

/** A quote of the comment that is replied to. The author of the reply wrote it: nobody verifies its text. */
export const quote = object({
  seq: maybe(integer(1)),
  userId: maybe(userId),
  nick: maybe(shownName),
  text: maybe(displayText(QUOTE_MAX_CHARS)),
});

export type Quote = v.InferOutput<typeof quote>;

/** The fields of a comment's `CloudCustomData`. */
export const commentExtras = object({...levelAndBadges.entries, reply: maybe(quote), question: maybe(v.boolean())});
