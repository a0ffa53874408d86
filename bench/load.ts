/**
 * `npm run bench:load [-- part…]`: what a room costs the page it is in, and what it survives. Every part, or those named, one after
 * another: each prints a table, writes `bench/out/load-<part>.json`, and says whether our promise was kept or is BROKEN.
 */
import {parseArgs} from 'node:util';

/** Whether what we promise was kept. */
type Part = (options: {readonly minutes: number; readonly seed: number}) => Promise<boolean>;

const PARTS = ['enter', 'cpu', 'memory', 'comings', 'survive', 'fuzz'];
/** Only by name: it takes as long as it is told to. */
const LONG = ['soak'];

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    minutes: {type: 'string', default: '60'},
    // A finding is repeated by its seed.
    seed: {type: 'string', default: String(Math.floor(Math.random() * 2 ** 31))},
  },
});
const unknown = positionals.filter((name) => !PARTS.includes(name) && !LONG.includes(name));
if (unknown.length)
  throw new Error(`there is no part ${unknown.join(', ')}; there are ${[...PARTS, ...LONG].join(', ')}`);

const broken: string[] = [];
for (const name of positionals.length ? positionals : PARTS) {
  const {run} = (await import(`./load/${name}.ts`)) as {run: Part};
  console.log(`\n— ${name} —`);
  if (!(await run({minutes: Number(values.minutes), seed: Number(values.seed)}))) broken.push(name);
}
if (broken.length) {
  console.log(`\nBROKEN: ${broken.join(', ')}`);
  process.exitCode = 1;
}
