/**
 * `npm run bench:server [-- part…]`: measures the throughput of the business server. Each part prints a table, writes
 * `bench/out/server-<part>.json`, and prints whether each promise was kept or is BROKEN.
 */
import {runParts} from './shared/parts.ts';

await runParts({folder: new URL('server/', import.meta.url), usual: ['gifts', 'callbacks', 'likes'], long: ['scale']});
