/** The prefix in the URL of an entry script. Undefined without one, or if a tag name cannot begin with it. */
export function prefixOf(url: string): string | undefined {
  const prefix = rawPrefixOf(url);
  return prefix !== null && isPrefix(prefix) ? prefix : undefined;
}

/** True if a tag name can begin with `prefix`. */
export function isPrefix(prefix: string): boolean {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(prefix);
}

/** The value of `?prefix=`, not validated. Null without one. */
export function rawPrefixOf(url: string): string | null {
  return new URL(url).searchParams.get('prefix');
}
