// Draws a lottery again from what its server published:   node docs/repeat-a-draw.mjs https://shop.example/api <lotteryId>
import {createHash} from 'node:crypto';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const [api, lotteryId] = process.argv.slice(2);
const {seed, seedHash, entries, entriesHash, winners} = await (await fetch(`${api}/lotteries/${lotteryId}`)).json();

const drawn = entries
  .map((entry) => ({entry, lot: sha256(`${seed}:${entriesHash}:${entry}`)}))
  .sort((one, other) => (one.lot < other.lot ? -1 : 1))
  .slice(0, winners.length);

const right =
  sha256(seed) === seedHash && // published before the first entry
  sha256(entries.join('\n')) === entriesHash &&
  winners.every(({userId}, place) => sha256(`${lotteryId}:${userId}`) === drawn[place].entry);

console.log(right ? 'the same winners' : 'NOT the same winners');
process.exit(right ? 0 : 1);
