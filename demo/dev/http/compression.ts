import {promisify} from 'node:util';
import {brotliCompress, constants, gzip} from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

/** Compressed files by path and version; there are a few dozen. */
const cache = new Map<string, Promise<Buffer>>();
const CACHE_MAX = 500;

/** @returns The preferred encoding that the browser accepts. */
export function negotiate(accepted: string | string[] | undefined): Encoding {
  const offers = String(accepted ?? '')
    .toLowerCase()
    .split(',');
  const accepts = (name: string) =>
    offers.some((offer) => offer.split(';')[0]!.trim() === name && !/;\s*q=0(\.0*)?\s*$/.test(offer));
  if (accepts('br')) return 'br';
  return accepts('gzip') ? 'gzip' : 'identity';
}

/** Compresses as a content delivery network does: once per key, with a high level. */
export function compress(bytes: Buffer, encoding: Encoding, key: string): Promise<Buffer> {
  if (encoding === 'identity') return Promise.resolve(bytes);
  const known = cache.get(key);
  if (known) return known;
  if (cache.size >= CACHE_MAX) cache.clear();
  const compressed =
    encoding === 'gzip'
      ? gzipAsync(bytes, {level: 9})
      : brotliAsync(bytes, {
          params: {[constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length},
        });
  cache.set(key, compressed);
  return compressed;
}
