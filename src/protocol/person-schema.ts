import * as v from 'valibot';
import {safeUrl} from './safe-url.js';
import {cleanName} from './text/display-name.js';
import {USER_ID_MAX_BYTES} from './limits.js';
import {object, text} from './schema.js';

export const userId = text(USER_ID_MAX_BYTES, 1);

/** A safe URL. Any other value becomes ''. */
export const url = v.fallback(
  v.pipe(
    v.string(),
    v.transform((value) => safeUrl(value) ?? ''),
  ),
  '',
);

/** A cleaned display name; it may be empty. */
export const shownName = v.pipe(
  v.string(),
  v.transform((value) => cleanName(value)),
);

/** A cleaned display name. Empty if there is none. */
export const nick = v.fallback(shownName, '');

/** A user with a name and an avatar. */
export const person = object({userId, nick, avatar: url});
