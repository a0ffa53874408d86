import * as v from 'valibot';
import {safeAddress} from './safe-url.js';
import {cleanName} from './display-name.js';
import {BADGES_MAX, QUOTE_MAX_CHARS, USER_ID_MAX_BYTES} from './limits.js';
import {list, maybe, object, shownText, text, whole} from './schema.js';

export const userId = text(USER_ID_MAX_BYTES, 1);

/** A safe URL. Any other value becomes ''. */
export const address = v.fallback(
  v.pipe(
    v.string(),
    v.transform((given) => safeAddress(given) ?? ''),
  ),
  '',
);

const shownName = v.pipe(
  v.string(),
  v.transform((given) => cleanName(given)),
);

/** A cleaned display name. Empty if there is none. */
export const nick = v.fallback(shownName, '');

/** A user with a name and an avatar. */
export const person = object({userId, nick, avatar: address});

/** The sender's level and badges, which the business server adds to a comment. */
export const marks = object({
  level: v.fallback(whole(0, 999), 0),
  badges: list(text(16), BADGES_MAX),
});

/** A quote of the comment that is replied to. The author of the reply wrote it: nobody verifies its text. */
export const quote = object({
  seq: maybe(whole(1)),
  userId: maybe(userId),
  nick: maybe(shownName),
  text: maybe(shownText(QUOTE_MAX_CHARS)),
});

export type Quote = v.InferOutput<typeof quote>;

/** All fields that travel beside a comment. */
export const extras = object({...marks.entries, reply: maybe(quote)});
