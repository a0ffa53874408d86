/**
 * `live-room.js`, the address that pages name. It loads all other files, which are named after their content. Every browser with
 * `import()` and `import.meta` can read it (Chromium 64).
 */
import {warn} from '../elements/base/warn.js';
import {isBrowserSupported} from '../session/connection/browser-support.js';
import type * as core from './core.js';
import {refuseOldBrowser} from './old-browser.js';
import {askedPrefix, prefixOf} from './prefix.js';

/** Waits before the second and third attempt to load the core, ms. */
const CORE_RETRY_MS = [1_000, 4_000];

// A module has no `currentScript`; the query of its own address has the page's options.
const address = import.meta.url;
const prefix = prefixOf(address);
if (prefix === undefined && askedPrefix(address) !== null) {
  warn(
    `?prefix=${askedPrefix(address)} cannot begin a tag: use small letters, digits and single dashes.`,
    'a-tag-name-is-taken',
  );
}

/** Resolves when the tags are defined; rejects if the core fails to load. The classic script awaits it. */
export const ready = isBrowserSupported() ? start() : Promise.resolve(refuseOldBrowser(prefix));
ready.catch((reason: unknown) => {
  if (reason instanceof SyntaxError) refuseOldBrowser(prefix);
  tellScript(reason);
});

function start(): Promise<void> {
  // Loads the SDK beside the core, because a room on the page needs it. If this fails, the room requests it again.
  if (document.querySelector('[room-id]:not([manual])'))
    import('../drivers/chat/tencent-chat-sdk.js').catch(() => undefined);
  return loadCore(0).then(({define}) => define(prefix));
}

/** Every attempt uses the same address: another would create a second copy of the core, while the chunks import the first. */
function loadCore(attempt: number): Promise<typeof core> {
  return import('./core.js').catch((reason: unknown) => {
    const wait = CORE_RETRY_MS[attempt];
    if (wait === undefined || reason instanceof SyntaxError) throw reason;
    return new Promise((resolve) => setTimeout(resolve, wait)).then(() => loadCore(attempt + 1));
  });
}

/** Fires `error` on the module's script element, as the browser does when a module fails to load. */
function tellScript(reason: unknown): void {
  console.error('[live-room] the script failed to load its core:', reason);
  for (const script of document.querySelectorAll('script')) {
    // MooTools replaces `Event`.
    if (script.type === 'module' && script.src === address) script.dispatchEvent(new UIEvent('error'));
  }
}
