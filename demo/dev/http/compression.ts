import {promisify} from 'node:util';
import {brotliCompress, constants, gzip} from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

/** What was compressed already, by the file and its version; there are a few dozen files. */
const done = new Map<string, Promise<Buffer>>();
const KEPT = 500;

/** The best of what the browser accepts. */
export function negotiate(accepted: string | string[] | undefined): Encoding {
  const offers = String(accepted ?? '')
    .toLowerCase()
    .split(',');
  const accepts = (name: string) =>
    offers.some((offer) => offer.split(';')[0]!.trim() === name && !/;\s*q=0(\.0*)?\s*$/.test(offer));
  if (accepts('br')) return 'br';
  return accepts('gzip') ? 'gzip' : 'identity';
}

/** As a content delivery network would hand it out: compressed once, hard, and kept under the key. */
export function compress(bytes: Buffer, encoding: Encoding, key: string): Promise<Buffer> {
  if (encoding === 'identity') return Promise.resolve(bytes);
  const known = done.get(key);
  if (known) return known;
  if (done.size >= KEPT) done.clear();
  const compressed =
    encoding === 'gzip'
      ? gzipAsync(bytes, {level: 9})
      : brotliAsync(bytes, {
          params: {[constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length},
        });
  done.set(key, compressed);
  return compressed;
}
