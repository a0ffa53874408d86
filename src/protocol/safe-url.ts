import {URL_MAX_CHARS} from './limits.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Returns the URL if it is safe to use: `https:`, or `http:` on a loopback host. Returns undefined for every other
 * value (`javascript:`, `data:`, relative URLs, `http:` elsewhere).
 */
export function safeUrl(url: unknown): string | undefined {
  if (typeof url !== 'string' || url.length > URL_MAX_CHARS) return undefined;
  try {
    const {protocol, hostname, href} = new URL(url);
    return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname)) ? href : undefined;
  } catch {
    return undefined; // Not a URL.
  }
}

/** True if a WebSocket URL is safe to use: `wss:`, or `ws:` on a loopback host. */
export function isSafeSocketUrl(url: string): boolean {
  return /^wss?:/.test(url) && !!safeUrl(url.replace('ws', 'http'));
}
