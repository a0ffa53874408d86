import {LiveError} from '../protocol/errors.js';

/**
 * Throws if the page has blocked or replaced a global that an SDK needs. In our own bundles the SDKs and this function
 * use private copies of these globals (`build/page-globals.js`), so there it never throws.
 */
export function requirePageGlobals(sdk: string): void {
  const unfit = (what: string, cause?: unknown) =>
    new LiveError('BAD_CONFIG', `${sdk} cannot run on this page: ${what}`, {cause});
  try {
    localStorage.getItem('live-room');
  } catch (cause) {
    throw unfit('localStorage is blocked', cause);
  }
  if (Array.from(new Set([1])).length !== 1) throw unfit('a script has replaced Array.from, as Prototype 1.7 does');
  if (JSON.stringify([1]) !== '[1]') throw unfit('a script has added toJSON to arrays, as Prototype 1.6 does');
}
