/** The prefix that the address of an entry script asks for by `?prefix=`; undefined without it, and where no tag can begin with it. */
export function prefixOf(address: string): string | undefined {
  const prefix = askedPrefix(address);
  return prefix !== null && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(prefix) ? prefix : undefined;
}

/** The prefix as it is written; null without one. */
export function askedPrefix(address: string): string | null {
  return new URL(address).searchParams.get('prefix');
}
