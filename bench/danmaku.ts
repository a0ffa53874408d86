/**
 * `npm run bench:danmaku [-- part…] [--engine chromium|firefox|webkit]`: the danmaku layer in three engines, for long, in a room, on
 * one core; `peers` by name, beside all of them. Each part prints a table, writes `bench/out/danmaku-<part>.json`, and says
 * whether our promise was kept or is BROKEN.
 */
import {runParts} from './shared/parts.ts';

await runParts({
  folder: new URL('danmaku/', import.meta.url),
  usual: ['browsers', 'urgent', 'clicks', 'core', 'room'],
  long: ['peers', 'long'],
  everywhere: ['browsers'],
});
