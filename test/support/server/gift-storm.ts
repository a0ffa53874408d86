/**
 * Many viewers give gifts at once through two server processes on one database. A client in each room counts the announced
 * gifts. A giver whose server dies sends the order again with the same key, as a page does.
 */
import {randomUUID} from 'node:crypto';
import {Agent, request} from 'node:http';
import {setTimeout as wait} from 'node:timers/promises';
import type {Kysely} from 'kysely';
import {connect} from '../../../demo/server/src/database/connect.ts';
import type {Database} from '../../../demo/server/src/database/schema.ts';
import {CloudClient} from '../chat/wire-client.ts';
import type {CloudServer} from '../chat/chat-emulator.ts';
import {auditLedger} from './gift-ledger.ts';
import {serverEnvironment, ServerProcess} from './server-process.ts';

const OPERATOR = {Authorization: 'Bearer demo-operator'};
const TRY_AGAIN_MS = 50;
const SETTLE_MS = 60_000;

export interface GiftStormOptions {
  readonly cloud: CloudServer;
  readonly databaseUrl: string;
  readonly givers: number;
  readonly rooms: number;
}

/** An order for which its giver received a response. */
export interface BilledOrder {
  readonly orderId: string;
  readonly giver: number;
  /** Time from the first request to the response. */
  readonly ms: number;
}

/** A small gift of a giver; all gifts of a giver are one combo. */
export function giftOf(giver: number, index: number) {
  return {giftId: 'heart', count: 1 + (index % 3), comboId: `combo-${giver}`};
}

interface Server {
  process: ServerProcess;
  port: number;
}

export class GiftStorm {
  readonly db: Kysely<Database>;
  readonly databaseUrl: string;
  readonly orders: BilledOrder[] = [];
  readonly giverIds: string[] = [];
  readonly roomIds: string[] = [];
  readonly #options: GiftStormOptions;
  readonly #environment: Record<string, string>;
  readonly #observer: ReturnType<typeof connect>;
  readonly #agent = new Agent({keepAlive: true, maxSockets: 64});
  readonly #servers: Server[];
  readonly #tokens: string[] = [];
  readonly #listeners: CloudClient[] = [];

  private constructor(options: GiftStormOptions, environment: Record<string, string>, servers: Server[]) {
    this.#options = options;
    this.databaseUrl = options.databaseUrl;
    this.#environment = environment;
    this.#servers = servers;
    this.#observer = connect({url: options.databaseUrl}, () => undefined);
    this.db = this.#observer.db;
  }

  /** Starts two servers and creates rooms, listeners and givers. */
  static async start(options: GiftStormOptions): Promise<GiftStorm> {
    const environment = {...serverEnvironment(options.cloud, options.databaseUrl), LOG_LEVEL: 'warn'};
    const processes = [new ServerProcess(environment), new ServerProcess(environment)];
    const servers = await Promise.all(processes.map(async (process) => ({process, port: await process.ready})));
    const storm = new GiftStorm(options, environment, servers);
    await storm.#prepare();
    return storm;
  }

  /** Sends a number of gifts, spread evenly over all givers, one after another. */
  async give(gifts: number, onOrder: (sofar: number) => void = () => undefined): Promise<void> {
    const {givers} = this.#options;
    await Promise.all(
      this.#tokens.map(async (_token, giver) => {
        for (let index = giver; index < gifts; index += givers) {
          this.orders.push(await this.#giveOne(giver, index));
          onOrder(this.orders.length);
        }
      }),
    );
  }

  /** Kills a server (SIGKILL) and starts a new one. */
  async kill(which: 0 | 1): Promise<void> {
    const server = this.#servers[which]!;
    await server.process.end('SIGKILL');
    server.process = new ServerProcess(this.#environment);
    server.port = await server.process.ready;
  }

  /** Resolves when every gift is announced. @throws if that takes too long. */
  async settle(): Promise<void> {
    for (const deadline = Date.now() + SETTLE_MS; Date.now() < deadline; await wait(TRY_AGAIN_MS)) {
      const left = await this.db.selectFrom('outbox').select('serial').limit(1).execute();
      if (!left.length) return;
    }
    throw new Error('gifts are still not announced');
  }

  /** Number of announcements by order id. */
  announcementCounts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const listener of this.#listeners) {
      for (const {MsgBody} of listener.items() as {MsgBody?: {MsgContent: {Data: string; Desc: string}}[]}[]) {
        const content = MsgBody?.[0]?.MsgContent;
        if (content?.Desc !== 'gift') continue;
        const {orderId} = JSON.parse(content.Data) as {orderId: string};
        counts.set(orderId, (counts.get(orderId) ?? 0) + 1);
      }
    }
    return counts;
  }

  /** Differences between ledger, balances, orders and responses; empty if all agree. */
  async audit(): Promise<string[]> {
    const wrong = await auditLedger(this.db);
    const billed = await this.db.selectFrom('orders').select('serial').execute();
    const known = new Set(billed.map(({serial}) => String(serial)));
    const orderIds = new Set(this.orders.map(({orderId}) => orderId));
    if (orderIds.size !== this.orders.length) wrong.push('two responses have the same order');
    for (const orderId of orderIds)
      if (!known.delete(orderId)) wrong.push(`order ${orderId} has a response, but was not billed`);
    for (const orderId of known) wrong.push(`order ${orderId} was billed, but has no response`);
    return wrong;
  }

  async close(): Promise<void> {
    await Promise.all(this.#listeners.map((listener) => listener.close()));
    this.#agent.destroy();
    await Promise.all(this.#servers.map(({process}) => process.end('SIGTERM')));
    await this.#observer.close();
  }

  async #prepare(): Promise<void> {
    const {cloud, givers, rooms} = this.#options;
    const {port} = this.#servers[0]!;
    for (let room = 0; room < rooms; room++) {
      const roomId = `storm-${room}`;
      await this.#post(port, '/api/rooms', {roomId, title: roomId, hostId: 'host-linxi'}, OPERATOR);
      this.roomIds.push(roomId);
      this.#listeners.push(await CloudClient.signedIn(cloud, `listener-${room}`, roomId));
    }
    for (let giver = 0; giver < givers; giver++) {
      const session = await this.#post(port, '/api/session', {roomId: this.roomIds[0]});
      const {token, userId} = session as {token: string; userId: string};
      this.#tokens.push(token);
      this.giverIds.push(userId);
    }
  }

  async #giveOne(giver: number, index: number): Promise<BilledOrder> {
    const headers = {Authorization: `Bearer ${this.#tokens[giver]}`, 'Idempotency-Key': randomUUID()};
    const path = `/api/rooms/${this.roomIds[index % this.roomIds.length]}/gifts`;
    const body = giftOf(giver, index);
    const began = performance.now();
    for (let attempt = index; ; attempt++) {
      try {
        const {port} = this.#servers[attempt % 2]!;
        const {orderId} = (await this.#post(port, path, body, headers)) as {orderId: string};
        return {orderId, giver, ms: performance.now() - began};
      } catch (error) {
        if (error instanceof Refused) throw error;
        await wait(TRY_AGAIN_MS);
      }
    }
  }

  /** @throws Refused if another attempt cannot succeed, another error if the server is not running. */
  #post(port: number, path: string, body: object, headers: Record<string, string> = {}): Promise<unknown> {
    const text = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const outgoing = request({
        host: 'localhost',
        port,
        path,
        method: 'POST',
        agent: this.#agent,
        headers: {...headers, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text)},
      });
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => {
        let response = '';
        incoming.setEncoding('utf8');
        incoming.on('error', reject);
        incoming.on('data', (chunk: string) => (response += chunk));
        incoming.on('end', () => {
          const {statusCode = 0} = incoming;
          if (statusCode < 300) resolve(JSON.parse(response));
          else reject(statusCode < 500 ? new Refused(`${path}: ${statusCode} ${response}`) : new Error(response));
        });
      });
      outgoing.end(text);
    });
  }
}

class Refused extends Error {}
