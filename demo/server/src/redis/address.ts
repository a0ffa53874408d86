/** `REDIS_URL`: one address is one server; several, separated by commas, or one with `?cluster=true`, are a cluster. */
export interface RedisAddress {
  readonly urls: readonly string[];
  readonly isCluster: boolean;
  /** PEM certificates of the authority that signed the certificates of `rediss:` servers; by default those of Node. */
  readonly ca?: string | undefined;
}

const PROTOCOLS = ['redis:', 'rediss:'];

/** @returns undefined if the text is not such an address. */
export function parseRedisUrl(text: string): RedisAddress | undefined {
  const urls = text.split(',').map((url) => url.trim());
  if (!urls.every(isRedisUrl)) return undefined;
  return {urls, isCluster: urls.length > 1 || new URL(urls[0]!).searchParams.get('cluster') === 'true'};
}

/** Host and port of each address: never the user or the password. */
export function placesOf({urls}: RedisAddress): string {
  return urls.map((url) => new URL(url).host).join(', ');
}

function isRedisUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const {protocol, hostname, pathname} = new URL(text);
  return PROTOCOLS.includes(protocol) && hostname !== '' && /^(\/\d{0,4})?$/.test(pathname);
}
