/**
 * `live-room.js`, the address that pages name: it loads all else from files named after their content. Every browser that
 * knows `import()` and `import.meta` can read it (Chromium 64).
 */
import {warn} from '../elements/shared/warn.js';
import {isSupported} from '../session/support.js';
import type * as core from './core.js';
import {refuseOldBrowser} from './old-browser.js';
import {askedPrefix, prefixOf} from './prefix.js';

/** Between two attempts to load the core, ms. */
const RETRY_MS = [1_000, 4_000];

// A module has no `currentScript`: what the page wants is in its own address.
const address = import.meta.url;
const prefix = prefixOf(address);
if (prefix === undefined && askedPrefix(address) !== null) {
  warn(
    `?prefix=${askedPrefix(address)} cannot begin a tag: small letters, digits and single dashes can.`,
    'a-tag-name-is-taken',
  );
}

/** Settles once the tags are defined. The classic script waits for it. */
export const ready = isSupported() ? start() : Promise.resolve(refuseOldBrowser(prefix));
ready.catch((reason: unknown) => {
  if (reason instanceof SyntaxError) refuseOldBrowser(prefix);
  tellScript(reason);
});

function start(): Promise<void> {
  // The SDK travels beside the core: a room on the page will want it. A failure is met where the room asks again.
  if (document.querySelector('[room-id]:not([manual])'))
    import('../drivers/im/tencent-chat-sdk.js').catch(() => undefined);
  return loadCore(0).then(({define}) => define(prefix));
}

/** Always by the same address: by another the core would be a second copy, and the chunks import the first. */
function loadCore(attempt: number): Promise<typeof core> {
  return import('./core.js').catch((reason: unknown) => {
    const wait = RETRY_MS[attempt];
    if (wait === undefined || reason instanceof SyntaxError) throw reason;
    return new Promise((resolve) => setTimeout(resolve, wait)).then(() => loadCore(attempt + 1));
  });
}

/** A module's own script element fires `error` when the module cannot be loaded; so it does when the core cannot. */
function tellScript(reason: unknown): void {
  console.error('[live-room] the script was not loaded completely:', reason);
  for (const script of document.querySelectorAll('script')) {
    // MooTools replaces `Event`.
    if (script.type === 'module' && script.src === address) script.dispatchEvent(new UIEvent('error'));
  }
}
