/** Loads Tencent's SDKs from addresses that the page sets, instead of the chunks of this package. */
import type TRTC from 'trtc-sdk-v5';
import {LiveError} from '../protocol/errors.js';
import {safeUrl} from '../protocol/safe-url.js';
import {wrapSdk, type TencentNamespace, type TencentSdk} from './chat/tencent-sdk.js';

/** An SDK as its vendor publishes it: a script that sets a global, or an ES module with a default export. */
interface PageSdk {
  readonly attribute: string;
  readonly global: string;
  /** The drivers rely on details of this version. */
  readonly version: string;
}

export const CHAT: PageSdk = {attribute: 'chat-sdk-src', global: 'TencentCloudChat', version: '3.6.6'};
export const RTC: PageSdk = {attribute: 'rtc-sdk-src', global: 'TRTC', version: '5.17.1'};

/** Loads Tencent Chat. Rejects with a `LiveError`, and does not fall back to the package's own copy. */
export async function loadChatSdk(src: string): Promise<TencentSdk> {
  return wrapSdk((await load(src, CHAT)) as TencentNamespace);
}

/** Loads TRTC. Rejects with a `LiveError`, and does not fall back to the package's own copy. */
export async function loadTrtcSdk(src: string): Promise<typeof TRTC> {
  const sdk = (await load(src, RTC)) as typeof TRTC;
  // The SDK adds `dns-prefetch` links to its vendor's hosts. The package's own copy adds none.
  for (const link of document.head.querySelectorAll('link[rel="dns-prefetch"][href*="schedule."]'))
    if (/schedule\.(cloud-rtc|rtc-web)/.test((link as HTMLLinkElement).href)) link.remove();
  return sdk;
}

async function load(src: string, {attribute, global, version}: PageSdk): Promise<unknown> {
  const url = addressOf(src, attribute);
  let module: {readonly default?: unknown};
  try {
    // As a module: unlike a script element, it needs no permission of a Trusted Types policy.
    // eslint-disable-next-line no-restricted-syntax -- The address is the page's. The browser keeps the module.
    module = (await import(/* webpackIgnore: true */ /* @vite-ignore */ url)) as typeof module;
  } catch (cause) {
    throw new LiveError('CONNECTION_LOST', `${attribute}: ${url} could not be loaded`, {cause, retryable: true});
  }
  const sdk = (module.default ?? (globalThis as Record<string, unknown>)[global]) as
    {readonly VERSION?: string} | undefined;
  if (sdk?.VERSION === version) return sdk;
  const found = sdk?.VERSION ? `has version ${sdk.VERSION}` : `contains no ${global}`;
  throw new LiveError('BAD_CONFIG', `${attribute}: ${url} ${found}; version ${version} is needed`);
}

/** Accepts a URL of the page's own origin, and any safe URL. */
function addressOf(src: string, attribute: string): string {
  try {
    const {href, origin} = new URL(src, document.baseURI);
    if (origin === location.origin || safeUrl(href)) return href;
  } catch {
    // Not a URL.
  }
  throw new LiveError(
    'BAD_CONFIG',
    `${attribute}: "${src}" is neither of the page's origin nor an https: URL (http: is allowed on a loopback host)`,
  );
}
