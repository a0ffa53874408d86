import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {gzipSync} from 'node:zlib';

/** @typedef {{file: string, part: string, raw: number, gzip: number}} Size */

/** Where the scripts for pages lie. */
export const CDN = new URL('../dist/cdn/', import.meta.url);
const budgets = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));

/**
 * Every script of the production build in bytes.
 *
 * `part` tells who pays: `entry` is loaded at once, `sdk` a vendor's code, `joined` ours in the default layout once the room is
 * joined, `demand` ours that something else asks for, `loader` the classic script that some pages start with.
 *
 * @returns {Size[]}
 */
export function measure() {
  if (!existsSync(new URL('live-room.js', CDN))) throw new Error('dist/cdn is missing: run `npm run build`');
  const names = readdirSync(CDN, {recursive: true}).filter((name) => name.endsWith('.js') && !name.includes('.dev.'));
  return names.sort().map((file) => {
    const code = readFileSync(new URL(file, CDN));
    return {file, part: partOf(file), raw: code.length, gzip: gzipSync(code, {level: 9}).length};
  });
}

/**
 * Ours until a room is joined: the stub, the core, and every chunk of which `budgets.json` does not say that it waits so long.
 *
 * @param {Size[]} sizes
 */
export function untilJoined(sizes) {
  return sum(sizes, 'entry');
}

/**
 * One row per budget: what it limits, what it allows and what is used.
 *
 * @param {Size[]} sizes
 */
export function budgetRows(sizes) {
  const chunks = Object.entries(budgets.chunks).map(([name, limit]) => {
    const chunk = sizes.find(({file}) => chunkOf(file) === name);
    return {name: `chunks/${name}`, limit, gzip: chunk?.gzip ?? Infinity};
  });
  return [
    {name: 'until joined, without SDKs', limit: budgets.untilJoined, gzip: untilJoined(sizes)},
    {
      name: 'default layout, without SDKs',
      limit: budgets.defaultLayout,
      gzip: untilJoined(sizes) + sum(sizes, 'joined'),
    },
    ...chunks,
  ];
}

/**
 * A sentence per budget that is exceeded.
 *
 * @param {Size[]} sizes
 */
export function brokenBudgets(sizes) {
  return budgetRows(sizes)
    .filter(({limit, gzip}) => gzip > limit)
    .map(({name, limit, gzip}) => `over budget: ${name} is ${gzip} bytes gzip -9, allowed are ${limit}`);
}

function sum(sizes, part) {
  return sizes.filter((size) => size.part === part).reduce((total, {gzip}) => total + gzip, 0);
}

/** A chunk's name without its hash; undefined for the stable entries. */
function chunkOf(file) {
  return /^chunks\/(.+)-[0-9a-f]{8}\.js$/.exec(file)?.[1];
}

function partOf(file) {
  if (file === 'live-room.classic.js') return 'loader';
  const name = chunkOf(file);
  if (budgets.defaultLayoutChunks.includes(name)) return 'joined';
  if (budgets.onDemand.includes(name)) return 'demand';
  return name in budgets.chunks ? 'sdk' : 'entry';
}
