/**
 * Measures the gifts a second that two server processes bill, compared with the plain transaction on the same database in the same
 * run. Then 50 givers send 2,000 gifts while both processes are killed in turn: no gift may be lost or billed twice.
 */
import {randomUUID} from 'node:crypto';
import {connect, type Connected} from '../../demo/server/src/database/connect.ts';
import {placeOrder} from '../../demo/server/src/features/gifts/orders.ts';
import {startCloud, type CloudServer} from '../../test/support/chat/chat-emulator.ts';
import {giftOf, GiftStorm} from '../../test/support/server/gift-storm.ts';
import {startOwnDatabase, type TestDatabase} from '../../test/support/server/test-database.ts';
import {median, report, round} from '../shared/report.ts';

const GIVERS = 50;
/** Number of rooms; each takes 30 messages a second. */
const ROOMS = 16;
const GIFTS = 2_000;
/** Number of rounds of the server and of the plain transaction. */
const TURNS = 5;
const RATIO = 0.5;

export async function run(): Promise<boolean> {
  const cloud = await startCloud();
  const database = await startOwnDatabase();
  try {
    const rate = await measureRate(cloud, database);
    const storm = await weatherStorm(cloud, database);
    return report({
      part: 'server-gifts',
      table: {'bare transaction': rate.bare, 'billed over HTTP': rate.ours, 'with both servers killed': storm.row},
      promises: {
        [`billed at ${RATIO} of the bare rate or more: ${round(rate.ratio * 100)} %`]: rate.ratio >= RATIO,
        [`none of ${GIFTS} lost, none doubled, ledger and balances agree`]: storm.wrong.length === 0,
      },
      facts: {ratio: rate.ratio, wrong: storm.wrong},
    });
  } finally {
    await cloud.close();
    await database.close();
  }
}

/** Measures the server and the plain transaction in turn, so that both have the same load of the machine. */
async function measureRate(cloud: CloudServer, database: TestDatabase) {
  const storm = await GiftStorm.start({cloud, databaseUrl: await database.fresh(), givers: GIVERS, rooms: ROOMS});
  const bare = new Bare(storm);
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    await storm.give(GIVERS * 4);
    await bare.give(GIVERS * 4);
    for (let turn = 0; turn < TURNS; turn++) {
      await storm.settle();
      ours.push(await perSecond(GIFTS / 2, (gifts) => storm.give(gifts)));
      await storm.settle();
      theirs.push(await perSecond(GIFTS / 2, (gifts) => bare.give(gifts)));
    }
    const ratio = median(ours.map((rate, turn) => rate / theirs[turn]!));
    const times = storm.orders.slice(GIVERS * 4).map(({ms}) => ms);
    return {
      ratio,
      ours: {'a second': round(median(ours)), ...spread(times)},
      bare: {'a second': round(median(theirs))},
    };
  } finally {
    await bare.close();
    await storm.close();
  }
}

async function weatherStorm(cloud: CloudServer, database: TestDatabase) {
  const storm = await GiftStorm.start({cloud, databaseUrl: await database.fresh(), givers: GIVERS, rooms: ROOMS});
  const kills: Promise<void>[] = [];
  try {
    const rate = await perSecond(GIFTS, (gifts) =>
      storm.give(gifts, (sofar) => {
        if (sofar === GIFTS / 4) kills.push(storm.kill(0));
        if (sofar === (GIFTS * 3) / 4) kills.push(kills[0]!.then(() => storm.kill(1)));
      }),
    );
    await Promise.all(kills);
    await storm.settle();
    const announcements = storm.announcementCounts();
    const wrong = await storm.audit();
    const lost = storm.orders.filter(({orderId}) => !announcements.has(orderId)).length;
    const doubled = [...announcements.values()].filter((times) => times > 1).length;
    if (lost) wrong.push(`${lost} lost`);
    if (doubled) wrong.push(`${doubled} doubled`);
    return {wrong, row: {'a second': round(rate), ...spread(storm.orders.map(({ms}) => ms)), lost, doubled}};
  } finally {
    await storm.close();
  }
}

async function perSecond(gifts: number, give: (gifts: number) => Promise<void>): Promise<number> {
  const began = performance.now();
  await give(gifts);
  return (gifts * 1_000) / (performance.now() - began);
}

function spread(times: readonly number[]) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.ceil(sorted.length * share) - 1]!);
  return {'p50 ms': at(0.5), 'p99 ms': at(0.99)};
}

/** The same transaction on the same database with the same number of connections, without the server. */
class Bare {
  readonly #storm: GiftStorm;
  readonly #connected: readonly Connected[];

  constructor(storm: GiftStorm) {
    this.#storm = storm;
    this.#connected = [1, 2].map(() => connect({url: storm.databaseUrl}, () => undefined));
  }

  async give(gifts: number): Promise<void> {
    const {giverIds, roomIds} = this.#storm;
    await Promise.all(
      giverIds.map(async (userId, giver) => {
        const {db} = this.#connected[giver % this.#connected.length]!;
        for (let index = giver; index < gifts; index += giverIds.length) {
          const roomId = roomIds[index % roomIds.length]!;
          await placeOrder(db, {...giftOf(giver, index), userId, key: randomUUID(), roomId});
        }
      }),
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.#connected.map((connected) => connected.close()));
  }
}
