import {URL_MAX_CHARS} from './limits.js';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * An address from a room or a server, if it may be used: `https:`, or `http:` on a loopback host.
 * Everything else (`javascript:`, `data:`, relative, foreign `http:`) is undefined.
 */
export function safeAddress(address: unknown): string | undefined {
  if (typeof address !== 'string' || address.length > URL_MAX_CHARS) return undefined;
  try {
    const {protocol, hostname, href} = new URL(address);
    return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname)) ? href : undefined;
  } catch {
    return undefined; // Not an address: the same answer as one that may not be used.
  }
}

/** The same for a socket: `wss:`, or `ws:` on a loopback host. */
export function isSafeSocket(address: string): boolean {
  return /^wss?:/.test(address) && !!safeAddress(address.replace('ws', 'http'));
}
