/**
 * `npm run bench:danmaku [-- part…] [--engine chromium|firefox|webkit]`: measures the danmaku layer in three engines, over a long
 * time, in a room and on one core; the part `peers` compares other libraries. Each part prints a table, writes
 * `bench/out/danmaku-<part>.json`, and prints whether each promise was kept or is BROKEN.
 */
import {runParts} from './shared/parts.ts';

await runParts({
  folder: new URL('danmaku/', import.meta.url),
  usual: ['browsers', 'own-lines', 'clicks', 'one-core', 'room'],
  long: ['peers', 'memory'],
  everywhere: ['browsers'],
});
