/** Prefix from `?prefix=` of an entry script's address; undefined without it, and if it cannot begin a tag name. */
export function prefixOf(address: string): string | undefined {
  const prefix = askedPrefix(address);
  return prefix !== null && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(prefix) ? prefix : undefined;
}

/** Unchecked prefix of an address; null without one. */
export function askedPrefix(address: string): string | null {
  return new URL(address).searchParams.get('prefix');
}
