import * as v from 'valibot';
import {safeUrl} from './safe-url.js';
import {cleanName} from './text/display-name.js';
import {BADGES_MAX, QUOTE_MAX_CHARS, USER_ID_MAX_BYTES} from './limits.js';
import {list, maybe, object, displayText, text, integer} from './schema.js';

export const userId = text(USER_ID_MAX_BYTES, 1);

/** A safe URL. Any other value becomes ''. */
export const url = v.fallback(
  v.pipe(
    v.string(),
    v.transform((value) => safeUrl(value) ?? ''),
  ),
  '',
);

const shownName = v.pipe(
  v.string(),
  v.transform((value) => cleanName(value)),
);

/** A cleaned display name. Empty if there is none. */
export const nick = v.fallback(shownName, '');

/** A user with a name and an avatar. */
export const person = object({userId, nick, avatar: url});

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
