/** The chunk that every other chunk may import. It contains everything that a room's first frame needs. */
import {lazy} from '../session/lazy.js';
import {defineCore} from './define-core.js';

const loadLater = lazy(() => import('./define-later.js'));

/** Defines the elements of a room's first frame at once, and the others once their script has loaded. May be called again. */
export async function define(prefix?: string): Promise<void> {
  defineCore(prefix);
  (await loadLater()).defineLater(prefix);
}
