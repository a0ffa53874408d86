/**
 * `npm run bench:load [-- part…]`: what a room costs the page it is in, and what it survives. Every part, or those named, one after
 * another: each prints a table, writes `bench/out/load-<part>.json`, and says whether our promise was kept or is BROKEN.
 */
import {runParts} from './shared/parts.ts';

await runParts({
  folder: new URL('load/', import.meta.url),
  usual: ['enter', 'picture', 'cpu', 'memory', 'comings', 'survive', 'fuzz'],
  long: ['soak'],
});
