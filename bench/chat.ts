/**
 * `npm run bench -- chat [part…]`: what the list of comments costs. Each part prints a table, writes `bench/out/chat-<part>.json`, and
 * says whether our promise was kept or is BROKEN.
 */
import {runParts} from './shared/parts.ts';

await runParts({folder: new URL('chat/', import.meta.url), usual: ['list'], long: []});
