/**
 * `live-room-elements/lazy`: loads and defines the elements when the first of their tags is in the document. Tags inside the
 * shadow roots of other elements are not seen.
 */
import {TAG_EVENTS} from '../frameworks/tags.generated.js';
import {lazy} from '../session/lazy.js';

const SELECTOR = Object.keys(TAG_EVENTS).join();

const define = lazy(() => import('./all.js'));

if (typeof document !== 'undefined' && !defineIfUsed()) {
  const observer = new MutationObserver(() => defineIfUsed() && observer.disconnect());
  observer.observe(document, {childList: true, subtree: true});
}

/** Returns true if a tag of ours is in the document. */
function defineIfUsed(): boolean {
  if (!document.querySelector(SELECTOR)) return false;
  define().catch((reason: unknown) => console.error('[live-room] the elements failed to load:', reason));
  return true;
}

export type * from '../index.js';
