/**
 * `live-room.js`, the script that pages load. It loads all other files, whose names have a hash of their content. Every
 * browser with `import()` and `import.meta` can run it (Chromium 64).
 */
import {warn} from '../elements/base/warn.js';
import {isBrowserSupported} from '../session/connection/browser-support.js';
import type {IconSet} from '../elements/icons/register-icons.js';
import type {PartialTerms} from '../locales/register-locale.js';
import type * as core from './core.js';
import type * as self from './script.js';
import {refuseOldBrowser} from './old-browser.js';
import {rawPrefixOf, prefixOf} from './prefix.js';

/** Delays before the second and third attempt to load the core and the other elements, ms. */
const RETRY_MS = [1_000, 4_000];

// A module has no `currentScript`. The query of the module's own URL has the page's options.
const url = import.meta.url;
const prefix = prefixOf(url);
if (__DEV__ && prefix === undefined && rawPrefixOf(url) !== null) {
  warn(
    `?prefix=${rawPrefixOf(url)} cannot begin a tag: use small letters, digits and single dashes.`,
    'a-tag-name-is-taken',
  );
}

/** jsDelivr also serves this file at the address of its package, `/npm/live-room-elements@1.2.3`, where no chunks are beside it. */
const packageUrl = /^[^?#]*\/live-room-elements(@[^/?#]*)?(?=[?#]|$)/.exec(url)?.[0];
const atOwnUrl = packageUrl ? importFrom(`${packageUrl}/dist/cdn/live-room.js`) : undefined;

/** Resolves when the tags are defined; rejects if the core fails to load. The classic script awaits it. */
export const ready: Promise<void> = atOwnUrl
  ? atOwnUrl.then((script) => script.ready.then(() => void ({LiveError} = script)))
  : isBrowserSupported()
    ? start()
    : Promise.resolve(refuseOldBrowser(prefix));
/** The class of the rooms' errors. It is set when `ready` resolves, before any `live-error` fires. */
export let LiveError: typeof core.LiveError;

ready.catch((reason: unknown) => {
  if (reason instanceof SyntaxError && !atOwnUrl) refuseOldBrowser(prefix);
  fireScriptError(reason);
});

/**
 * Adds a language, or changes terms of one: `registerLocale('es', {send: 'Mandar'})`. Terms left out stay as they are in that language;
 * for a language that the package does not contain they are in English, and a warning names them. Resolves when the terms are in use.
 */
export const registerLocale = (code: string, terms: PartialTerms): Promise<void> =>
  atOwnUrl
    ? atOwnUrl.then((script) => script.registerLocale(code, terms))
    : import('../locales/register-locale.js').then(({registerTerms}) => registerTerms(code, terms));

function importFrom(address: string): Promise<typeof self> {
  return import(address + new URL(url).search) as Promise<typeof self>;
}

/** Replaces icons of all elements: `registerIcons({heart: 'M12 21…'})`, SVG path data by name. Resolves when they are in use. */
export const registerIcons = (icons: IconSet): Promise<void> =>
  atOwnUrl
    ? atOwnUrl.then((script) => script.registerIcons(icons))
    : import('../elements/icons/register-icons.js').then(({registerIcons: register}) => register(icons));

/** Defines all elements under one more prefix: `define('acme')` for `<acme-live-room>`. Resolves when they are defined. */
export const define = (name: string): Promise<void> =>
  atOwnUrl ? atOwnUrl.then((script) => script.define(name)) : loadCore(name);

function start(): Promise<void> {
  // Loads the SDK beside the core, because a room on the page needs it. If this fails, the room requests it again.
  if (document.querySelector('[room-id]:not([manual],[chat-sdk-src])'))
    import('../drivers/chat/tencent-chat-sdk.js').catch(() => undefined);
  return loadCore(prefix);
}

async function loadCore(name: string | undefined): Promise<void> {
  const loaded = await attempt((): Promise<typeof core> => import('./core.js'));
  LiveError = loaded.LiveError;
  await attempt(() => loaded.define(name));
}

/** Every attempt uses the same URL: another URL would load a second copy of the core, while the chunks import the first. */
function attempt<T>(load: () => Promise<T>, failures = 0): Promise<T> {
  return load().catch((reason: unknown) => {
    const delayMs = RETRY_MS[failures];
    if (delayMs === undefined || reason instanceof SyntaxError) throw reason;
    return new Promise((resolve) => setTimeout(resolve, delayMs)).then(() => attempt(load, failures + 1));
  });
}

/** Fires `error` on the module's script element, as the browser does when a module fails to load. */
function fireScriptError(reason: unknown): void {
  console.error('[live-room] the script failed to load its core:', reason);
  for (const script of document.querySelectorAll('script')) {
    // MooTools replaces `Event`.
    if (script.type === 'module' && script.src === url) script.dispatchEvent(new UIEvent('error'));
  }
}
