/**
 * `npm run bench:server [-- part…]`: what the business server stands. Every part, or those named, one after another: each prints a
 * table, writes `bench/out/server-<part>.json`, and says whether our promise was kept or is BROKEN.
 */
import {runParts} from './shared/parts.ts';

await runParts({folder: new URL('server/', import.meta.url), usual: ['gifts', 'callbacks']});
