/** A business server in memory, called by `fetch` as the real one. It signs viewers in, stores messages and bills gifts. */
import type {Gift} from '../../../src/backend/gifts.ts';
import type {Product} from '../../../src/backend/products.ts';
import {encodeCustom} from '../../../src/protocol/codec.ts';
import type {CustomContent, Lottery} from '../../../src/protocol/messages.ts';
import type {MemoryService} from './memory-service.ts';

interface Stored {
  readonly seq: number;
  readonly message: object;
  /** Unix milliseconds from which the history contains the message, because the after-send callback is later. */
  readonly visibleFrom: number;
}

/** The request of a gift order. */
export interface OrderRequest {
  readonly key: string;
  readonly giftId: string;
  readonly count: number;
  readonly comboId?: string;
  readonly keepalive: boolean;
}

type ApiResult = readonly [status: number, body?: unknown];

const icon = 'https://shop.example/rose.svg';
const NOT_FOUND: ApiResult = [404, {error: {code: 'NOT_FOUND', message: 'there is none'}}];

export class MemoryBackend {
  /** The `Date` header of its responses, Unix milliseconds. While undefined, a page cannot read the header. */
  date: (() => number) | undefined;
  /** Milliseconds after which a message is stored. */
  lagMs = 0;
  /** While true, every response is a 503. */
  down = false;
  /** Lifetime of a signature, seconds. */
  lifeS = 86_400;
  /** While true, sessions of viewers are refused, and sessions of guests are not. */
  refusesViewers = false;
  /** Number of sessions that were created. */
  sessions = 0;
  /** Query strings of history requests, in order. */
  readonly reads: string[] = [];

  /** The description of the room. */
  room = {
    roomId: 'r1',
    title: 'Tea time',
    host: {userId: 'host', nick: 'Mei', avatar: ''},
    operators: [] as string[],
    service: 'service',
    status: 'live',
    notice: '',
    likeTotal: 0,
    likeIntervalMs: 2_000,
    heat: undefined as number | undefined,
    product: null as {id: string; v: number} | null,
    lottery: undefined as Lottery | undefined,
    slowMode: 0,
    mutedAll: false,
  };
  level = 7;
  following = false;
  mutedUntil: number | undefined;
  /** Coins of the viewer. */
  balance = 1_000;
  gifts: readonly Gift[] = [
    {id: 'rose', name: 'Rose', icon, price: 1, effect: undefined, combo: true},
    {id: 'rocket', name: 'Rocket', icon, price: 500, effect: 'rocket', combo: false},
  ];
  /** Every version of every product. */
  products: readonly Product[] = [];
  lotteries: readonly Lottery[] = [];
  /** Requests in order, retries included. */
  readonly orders: OrderRequest[] = [];
  readonly reports: {seq: number; reason: string}[] = [];
  /** Moderation actions, in order. */
  readonly moderated: object[] = [];
  /** Votes in polls, in order. */
  readonly votes: {pollId: string; optionId: string}[] = [];
  /** Requests for products. */
  readonly fetched: string[] = [];
  /** The service that announces gifts. */
  service: MemoryService | undefined;
  /** Called before each response. It can delay the response, or drop it by throwing. */
  beforeResponse: ((path: string) => unknown) | undefined;
  readonly #stored: Stored[] = [];
  readonly #billed = new Map<string, object>();
  readonly #combos = new Map<string, number>();

  /** Stores a comment with its sequence number. */
  store(seq: number, text: string): void {
    this.#stored.push({seq, message: comment(seq, text), visibleFrom: Date.now() + this.lagMs});
  }

  /** Stores a custom message. */
  keep(seq: number, content: CustomContent, userId: string): void {
    const body = [{MsgType: 'TIMCustomElem', MsgContent: {Data: encodeCustom(content).data}}];
    this.#stored.push({
      seq,
      message: {...comment(seq, ''), from: {userId}, body},
      visibleFrom: Date.now() + this.lagMs,
    });
  }

  /** Sends a comment to the room and stores it. */
  comment(service: MemoryService, text: string): void {
    this.store(service.nextSeq(), text);
    service.repeat(text);
  }

  readonly fetch = async (address: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(address as string);
    const path = url.pathname.slice(url.pathname.indexOf('/api') + '/api'.length);
    const [status, body] = this.down
      ? [503, {error: {code: 'INTERNAL', message: 'down'}}]
      : this.#respond(path, url, init);
    await this.beforeResponse?.(path);
    const headers = this.date && {Date: new Date(this.date()).toUTCString()};
    return new Response(status === 204 ? null : JSON.stringify(body), {status, ...(headers && {headers})});
  };

  #respond(path: string, {search, searchParams}: URL, init: RequestInit): ApiResult {
    const [, kind, id, more, which] = path.split('/').map(decodeURIComponent);
    const found = (body: unknown): ApiResult => (body ? [200, body] : NOT_FOUND);
    if (kind === 'session') return this.#session(init);
    if (kind === 'gifts') return [200, this.gifts];
    if (kind === 'wallet') return [200, {balance: this.balance}];
    if (kind === 'lotteries') return found(this.lotteries.find(({lotteryId}) => lotteryId === id));
    if (kind === 'polls' && more === 'votes') {
      this.votes.push({pollId: id!, ...(JSON.parse(init.body as string) as {optionId: string})});
      return [204];
    }
    if (kind === 'polls') {
      return [
        200,
        {...(this.room as {poll?: object}).poll, vote: this.votes.findLast(({pollId}) => pollId === id)?.optionId},
      ];
    }
    if (kind === 'follows') {
      this.following = init.method === 'POST';
      return [204];
    }
    if (kind !== 'rooms') return NOT_FOUND;
    if (more === 'gifts') return this.#order(init);
    if (more === 'reports') {
      this.reports.push(JSON.parse(init.body as string) as {seq: number; reason: string});
      return [201, {}];
    }
    if (more === 'mutes' || more === 'bans' || init.method === 'DELETE') {
      const details = init.body ? (JSON.parse(init.body as string) as object) : {seq: Number(which)};
      this.moderated.push({what: more!, ...details});
      return [204];
    }
    if (more === 'products' && !which) return [200, this.products];
    if (more === 'products') {
      this.fetched.push(`${which}${search}`);
      const version = searchParams.get('v');
      return found(this.products.find(({id, v}) => id === which && (version === null || v === Number(version))));
    }
    if (!more) return [200, this.room];
    this.reads.push(search);
    return [200, this.#page(searchParams)];
  }

  #session({body}: RequestInit): ApiResult {
    const {guest} = JSON.parse(body as string) as {guest?: boolean};
    const {room, level, following, mutedUntil, balance} = this;
    if (guest) return [200, {sdkAppId: 1, room}];
    if (this.refusesViewers) return [403, {error: {code: 'FORBIDDEN', message: 'no'}}];
    this.sessions += 1;
    const expiresAt = (this.date?.() ?? Date.now()) / 1000 + this.lifeS;
    const viewer = {userId: 'alice', userSig: `sig-${this.sessions}`, expiresAt, token: 't', nick: 'Alice', avatar: ''};
    return [200, {sdkAppId: 1, ...viewer, level, following, mutedUntil, balance, room}];
  }

  /** Bills each key once, and notifies the room. */
  #order({headers, body, keepalive = false}: RequestInit): ApiResult {
    const key = (headers as Record<string, string>)['Idempotency-Key']!;
    const order = JSON.parse(body as string) as {giftId: string; count: number; comboId?: string};
    this.orders.push({key, ...order, keepalive});
    const {giftId, count, comboId} = order;
    const known = this.#billed.get(key);
    if (known) return [201, known];
    const gift = this.gifts.find((one) => one.id === giftId);
    if (!gift) return NOT_FOUND;
    const value = gift.price * count;
    if (value > this.balance) return [402, {error: {code: 'INSUFFICIENT_BALANCE', message: 'not enough coins'}}];
    this.balance -= value;
    const comboTotal = comboId ? (this.#combos.get(comboId) ?? 0) + count : undefined;
    if (comboId) this.#combos.set(comboId, comboTotal!);
    const orderId = `order-${this.#billed.size + 1}`;
    const response = {orderId, balance: this.balance, comboTotal};
    this.#billed.set(key, response);
    const {name, icon: picture, effect} = gift;
    const giver = {userId: 'alice', nick: 'Alice', avatar: '', level: this.level};
    const message = {orderId, giver, giftId, name, icon: picture, count, comboId, comboTotal, value, effect};
    this.service?.announce({type: 'gift', ...message});
    return [201, response];
  }

  #page(query: URLSearchParams): object {
    const [before, after, limit] = ['before', 'after', 'limit'].map((name) => Number(query.get(name)));
    const known = this.#stored
      .filter(
        ({seq, visibleFrom}) =>
          visibleFrom <= Date.now() && (!before || seq < before) && (!query.has('after') || seq > after!),
      )
      .sort((a, b) => a.seq - b.seq);
    const page = query.has('after') ? known.slice(0, limit) : known.slice(-limit!);
    return {more: known.length > page.length, messages: page.map(({message}) => message)};
  }
}

function comment(seq: number, text: string): object {
  const from = {userId: 'bob', nick: 'Bob', avatar: '', level: 3, badges: ['fan']};
  return {seq, time: 1_795_434_659 + seq, random: 7, from, body: [{MsgType: 'TIMTextElem', MsgContent: {Text: text}}]};
}
