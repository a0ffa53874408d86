import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {gzipSync} from 'node:zlib';

/** @typedef {{file: string, part: string, raw: number, gzip: number}} Size */

/** The folder of the scripts for pages. */
export const CDN = new URL('../dist/cdn/', import.meta.url);
const budgets = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));

/**
 * Measures every script of the production build in bytes.
 *
 * `part` is the group that a script counts in: `entry` loads at once, `sdk` is a vendor's code, `joined` is our code
 * that the default layout loads after the room is joined, `page` is our code that most pages load without a press soon
 * after it, `demand` is our code that loads on demand, `loader` is the classic script, `launcher` the launcher's own
 * script.
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
 * Size of our code until a room is joined: the stub, the core, and every chunk that `budgets.json` does not list as
 * later.
 *
 * @param {Size[]} sizes
 */
export function untilJoined(sizes) {
  return sum(sizes, 'entry');
}

/**
 * Lists the budgets: the name, the limit and the measured size of each.
 *
 * @param {Size[]} sizes
 */
export function budgetRows(sizes) {
  const chunks = Object.entries(budgets.chunkLimits).map(([name, limit]) => {
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
    {
      name: 'whole page, without SDKs',
      limit: budgets.wholePage,
      gzip: untilJoined(sizes) + sum(sizes, 'joined') + sum(sizes, 'page'),
    },
    {name: 'launcher', limit: budgets.launcher, gzip: sum(sizes, 'launcher')},
    ...chunks,
  ];
}

/**
 * Returns one message per exceeded budget.
 *
 * @param {Size[]} sizes
 */
export function brokenBudgets(sizes) {
  return budgetRows(sizes)
    .filter(({limit, gzip}) => gzip > limit)
    .map(
      ({name, limit, gzip}) =>
        `over budget: ${name} is ${gzip} bytes gzip -9; the limit is ${limit}${countedIn(name, sizes)}`,
    );
}

/**
 * Returns the chunks of our code, with a hash in their names, that a page loads only after a press or a rare event in
 * its room.
 *
 * @param {Size[]} sizes
 */
export function onDemand(sizes) {
  return sizes.filter(({part}) => part === 'demand').map(({file}) => file);
}

/** True for scripts that count until the room is joined. A new chunk counts until `budgets.json` lists it as later. */
function countedIn(name, sizes) {
  if (name.startsWith('chunks/')) return '';
  const counted = sizes.filter(({part}) => part === 'entry').map(({file, gzip}) => `${file} (${gzip})`);
  return `; until joined count ${counted.join(', ')}: list a chunk that loads later in build/budgets.json`;
}

function sum(sizes, part) {
  return sizes.filter((size) => size.part === part).reduce((total, {gzip}) => total + gzip, 0);
}

/** A chunk's name without its hash. Undefined for the entry scripts. */
function chunkOf(file) {
  return /^chunks\/(.+)-[0-9a-f]{8}\.js$/.exec(file)?.[1];
}

function partOf(file) {
  if (file === 'live-room.classic.js') return 'loader';
  if (file === 'live-launcher.js') return 'launcher';
  const name = chunkOf(file);
  if (budgets.defaultLayoutChunks.includes(name)) return 'joined';
  if (budgets.wholePageChunks.includes(name)) return 'page';
  if (budgets.onDemand.includes(name)) return 'demand';
  return name in budgets.chunkLimits ? 'sdk' : 'entry';
}
