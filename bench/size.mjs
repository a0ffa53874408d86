/** `npm run bench:size`: compares the download size of a page, gzip -9 and brotli 11, with the budgets. */
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {brotliCompressSync} from 'node:zlib';
import {brokenBudgets, budgetRows, CDN, measure, untilJoined} from '../build/sizes.mjs';

const PARTS = {
  entry: 'at once',
  sdk: 'SDK, when joining',
  joined: 'default layout, once joined',
  page: 'whole page, soon after',
  demand: 'on demand',
  loader: 'classic pages only',
};

const sizes = measure().map((size) => ({
  ...size,
  brotli: brotliCompressSync(readFileSync(new URL(size.file, CDN))).length,
}));
console.table(
  Object.fromEntries(sizes.map(({file, part, raw, gzip, brotli}) => [file, {loaded: PARTS[part], raw, gzip, brotli}])),
);
const rows = budgetRows(sizes);
console.table(Object.fromEntries(rows.map(({name, limit, gzip}) => [name, {gzip, limit, left: limit - gzip}])));

mkdirSync('bench/out', {recursive: true});
const report = {unit: 'bytes', files: sizes, untilJoined: {gzip: untilJoined(sizes)}, budgets: rows};
writeFileSync('bench/out/size.json', `${JSON.stringify(report, null, 2)}\n`);

for (const problem of brokenBudgets(sizes)) {
  console.error(problem);
  process.exitCode = 1;
}
