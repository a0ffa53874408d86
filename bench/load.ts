/**
 * `npm run bench:load [-- part…]`: measures what a room costs its page, and how it withstands outages. Each part prints a table,
 * writes `bench/out/load-<part>.json`, and prints whether each promise was kept or is BROKEN.
 */
import {runParts} from './shared/parts.ts';

await runParts({
  folder: new URL('load/', import.meta.url),
  usual: ['join-time', 'first-frame', 'next-page', 'cpu', 'memory', 'leaks', 'outages', 'fuzz', 'cart', 'shelf'],
  long: ['soak'],
});
