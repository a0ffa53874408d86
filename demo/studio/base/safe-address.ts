/** Returns an address that may be shown or followed: `https:`, or `http:` of this machine. Empty for all others. */
export function safeAddress(text: string): string {
  try {
    const {protocol, hostname, href} = new URL(text);
    const local = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
    return protocol === 'https:' || (protocol === 'http:' && local) ? href : '';
  } catch {
    return ''; // Not an address.
  }
}
