import type {Locale} from '../../locales/locale.js';
import type {LiveErrorCode} from '../../protocol/errors.js';

/** Sentence about an error for the viewer. The error's own message is for the page's author. */
export function errorText({errors}: Locale, code: LiveErrorCode): string {
  return errors[code] ?? errors.JOIN_FAILED;
}
