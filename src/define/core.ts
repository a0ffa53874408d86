/** The chunk that every other chunk may import. It contains everything that a room's first frame needs. */
import {lazy} from '../session/lazy.js';
import {defineCore} from './groups/define-core.js';
import {isPrefix} from './prefix.js';

export {LiveError} from '../protocol/errors.js';

const loadLater = lazy(() => import('./groups/define-later.js'));

/**
 * Delay of the other elements' script on a page that uses none of them, ms. It lets the room send its first requests
 * first.
 */
const LATER_DELAY_MS = 300;

/**
 * Defines the elements of a room's first frame at once, and the others when their script has loaded. May be called
 * again.
 *
 * @throws SyntaxError if the browser refuses the tag name. The script does not try again then.
 */
export async function define(prefix?: string): Promise<void> {
  if (prefix !== undefined && !isPrefix(prefix)) {
    throw new SyntaxError(`"${prefix}" cannot begin a tag: use small letters, digits and single dashes`);
  }
  defineCore(prefix);
  if (!document.querySelector(':not(:defined)')) await new Promise((resolve) => setTimeout(resolve, LATER_DELAY_MS));
  (await loadLater()).defineLater(prefix);
}
