/**
 * `npm run bench -- chat [part…]`: measures the cost of the comment list. Each part prints a table, writes
 * `bench/out/chat-<part>.json`, and prints each promise as kept or BROKEN.
 */
import {runParts} from './shared/parts.ts';

await runParts({folder: new URL('chat/', import.meta.url), usual: ['list'], long: []});
