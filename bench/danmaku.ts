/**
 * `npm run bench:danmaku [-- part…]`: the danmaku layer beside its peers, for long, in a room, on one core. Each part prints a
 * table, writes `bench/out/danmaku-<part>.json`, and says whether our promise was kept or is BROKEN.
 */
import {runParts} from './shared/parts.ts';

await runParts({
  folder: new URL('danmaku/', import.meta.url),
  usual: ['peers', 'urgent', 'clicks', 'core', 'room'],
  long: ['long'],
});
