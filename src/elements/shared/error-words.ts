import type {Locale} from '../../locales/locale.js';
import type {LiveErrorCode} from '../../protocol/errors.js';

/** The locale's word for each error that a visitor can meet. */
const TERMS: {readonly [C in LiveErrorCode]?: keyof Locale} = {
  NOT_JOINED: 'notJoined',
  ROOM_NOT_FOUND: 'roomNotFound',
  ROOM_ENDED: 'roomEnded',
  SIGNATURE_INVALID: 'signatureInvalid',
  SIGNATURE_EXPIRED: 'signatureInvalid',
  KICKED_OUT: 'kickedOut',
  BANNED: 'banned',
  MUTED: 'muted',
  TOO_FAST: 'tooFast',
  TOO_LONG: 'tooLong',
  REFUSED: 'refused',
  LOGIN_NEEDED: 'guestHint',
  CONNECTION_LOST: 'connectionLost',
  BACKEND_UNAVAILABLE: 'backendUnavailable',
  UNSUPPORTED_BROWSER: 'unsupportedBrowser',
  BAD_CONFIG: 'badConfig',
};

/** What a visitor is told of an error. The error's own message is for the page's author. */
export function errorWords(locale: Locale, code: LiveErrorCode): string {
  return locale[TERMS[code] ?? 'joinFailed'] as string; // The table names plain words only.
}
