/**
 * Entry for pages that can only use a classic script. It imports the module beside this file, with this file's own query.
 * Every browser with `import()` can run it (Chromium 63). If the module cannot run, each room shows a sentence about it.
 */
import {isBrowserSupported} from '../session/connection/browser-support.js';
import {refuseOldBrowser} from './old-browser.js';
import {prefixOf} from './prefix.js';
import type * as entry from './script.js';

const script = document.currentScript as HTMLScriptElement | null;

if (script?.src) {
  const {search} = new URL(script.src);
  if (isBrowserSupported()) {
    // A module's script element fires `error` when the module fails to load; so does this one. MooTools replaces `Event`.
    (import(new URL(`./live-room.js${search}`, script.src).href) as Promise<typeof entry>)
      .then(({ready}) => ready)
      .catch((reason: unknown) => {
        if (reason instanceof SyntaxError) refuseOldBrowser(prefixOf(script.src));
        script.dispatchEvent(new UIEvent('error'));
      });
  } else refuseOldBrowser(prefixOf(script.src));
}
