/**
 * A room without a server, for examples: the tests' service in memory, with gifts, products and made-up viewers. Its
 * business server responds below an address of this site that `fetch` never requests.
 */
import {MemoryBackend} from '../../../test/support/session/memory-backend.ts';
import {MemoryService} from '../../../test/support/session/memory-service.ts';
import {CATALOGUE, HOST, PRODUCTS, VIEWERS, type Viewer} from './scenery.ts';

const COMMENTS_AT_FIRST = 4;
/** Interval at which made-up viewers comment while a room is watched. */
const COMMENT_INTERVAL_MS = 2_600;
/** Seconds until the start of an upcoming show. */
const WAIT_S = 3_600;
/** Seconds from the opening of a lottery to its draw. */
const LOTTERY_S = 45;
const MEMORY_PATH = 'playground/memory';

const rooms = new Map<string, MemoryRoom>();
let count = 0;

/** The room in memory of an `api-url`; undefined if the address is a real server's. */
export function memoryRoomOf(apiUrl: string): MemoryRoom | undefined {
  return rooms.get(apiUrl);
}

/** Responds to requests to rooms in memory, and forwards all others. */
export function answerInMemory(): void {
  const request = window.fetch.bind(window);
  window.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const room = [...rooms.values()].find(({apiUrl}) => url.startsWith(`${apiUrl}/`));
    return room ? room.backend.fetch(url, init) : request(input, init);
  };
}

export class MemoryRoom {
  readonly service = new MemoryService();
  readonly backend = new MemoryBackend();
  readonly apiUrl: string;
  #timer: ReturnType<typeof setInterval> | undefined;
  #said = 0;
  #orders = 0;
  #shown = 0;
  #broadcasts = 0;
  #lotteries = 0;

  /** @param site The address of the site. */
  constructor(site: string) {
    this.apiUrl = new URL(`${MEMORY_PATH}/${++count}/api`, site).href;
    const {backend, service} = this;
    backend.service = service;
    backend.gifts = CATALOGUE;
    backend.products = PRODUCTS;
    backend.balance = 10_000;
    backend.room = {
      ...backend.room,
      roomId: 'demo',
      title: 'Spring tea, first flush',
      host: HOST,
      likeTotal: 1_280,
      product: {id: PRODUCTS[0]!.id, v: PRODUCTS[0]!.v},
    };
    service.facts = {title: backend.room.title, ownerId: HOST.userId, likeTotal: backend.room.likeTotal};
    service.online = 326;
    service.profiles = [HOST, ...VIEWERS.map(({userId, nick, avatar}) => ({userId, nick, avatar}))];
    service.onJoin = () => this.#enliven();
    rooms.set(this.apiUrl, this);
  }

  close(): void {
    clearInterval(this.#timer);
    this.service.onJoin = undefined;
    rooms.delete(this.apiUrl);
  }

  comment(): void {
    const viewer = this.#viewer(this.#said++);
    const lines = viewer.lines;
    const text = lines[Math.floor(this.#said / VIEWERS.length) % lines.length]!;
    const {userId, nick, avatar, level} = viewer;
    this.service.comment(text, {userId, nick, avatar, level});
  }

  gift(): void {
    const order = ++this.#orders;
    const {userId, nick, avatar, level} = this.#viewer(order);
    const gift = CATALOGUE[order % CATALOGUE.length]!;
    const {name, icon, effect, price} = gift;
    const giver = {userId, nick, avatar, level};
    const bill = {count: 1, comboId: undefined, comboTotal: undefined, value: price, effect};
    this.service.announce({type: 'gift', orderId: `made-up-${order}`, giver, giftId: gift.id, name, icon, ...bill});
  }

  likes(): void {
    const {userId, nick} = this.#viewer(this.#said);
    this.service.says({type: 'like', count: 8}, {userId, nick});
    this.backend.room.likeTotal += 8;
    this.service.setFacts({likeTotal: this.backend.room.likeTotal});
  }

  /** Shows the next product, and none after the last one. */
  product(): void {
    this.#shown = (this.#shown + 1) % (PRODUCTS.length + 1);
    const next = PRODUCTS[this.#shown];
    const field = next ? JSON.stringify({id: next.id, v: next.v}) : '';
    this.service.setFacts({fields: {product: field}});
  }

  broadcast(): void {
    const broadcastId = `broadcast-${++this.#broadcasts}`;
    const text = 'All rooms: free delivery until midnight.';
    this.service.announce({type: 'broadcast', broadcastId, text, level: 'info', href: undefined, expiresAt: undefined});
  }

  /** Opens a lottery, which is drawn when its time is over. */
  lottery(): void {
    const now = this.service.now();
    const open = {
      lotteryId: `lottery-${++this.#lotteries}`,
      phase: 'open' as const,
      keyword: 'first flush',
      prize: 'A gaiwan',
      closesAt: now + LOTTERY_S,
      seedHash: 'ab12',
      winners: undefined,
      seed: undefined,
    };
    this.#announceLottery(open);
  }

  /** A poll that is open when a viewer joins. */
  openPoll(): void {
    const options = ['A gaiwan', 'A teapot', 'A big mug'].map((text, at) => ({id: `option-${at}`, text}));
    const question = 'What do you brew in?';
    Object.assign(this.backend.room, {poll: {pollId: 'poll-1', phase: 'open', question, options, total: 0}});
  }

  /** Shows a room whose show has not begun. */
  waitForShow(): void {
    Object.assign(this.backend.room, {status: 'upcoming', startsAt: Math.floor(Date.now() / 1_000) + WAIT_S});
  }

  draw(): void {
    const lottery = this.backend.lotteries.at(-1);
    if (!lottery || lottery.phase === 'drawn') return;
    const {userId, nick} = VIEWERS[2]!;
    this.#announceLottery({...lottery, phase: 'drawn', winners: [{userId, nick}], seed: 'c0ffee'});
  }

  privateMessage(): void {
    this.service.private.say(HOST.userId, 'alice', 'Thank you for coming! Your parcel leaves tomorrow.');
  }

  /** Makes the made-up viewers comment from the first join on. */
  #enliven(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => this.comment(), COMMENT_INTERVAL_MS);
    for (let at = 0; at < COMMENTS_AT_FIRST; at++) this.comment();
  }

  #announceLottery(lottery: (typeof this.backend.lotteries)[number]): void {
    this.backend.lotteries = [...this.backend.lotteries.filter((one) => one.lotteryId !== lottery.lotteryId), lottery];
    this.service.announce({type: 'lottery', ...lottery});
  }

  #viewer(at: number): Viewer {
    return VIEWERS[at % VIEWERS.length]!;
  }
}

/** The actions that a visitor of an example can choose. */
export const OCCASIONS: readonly {readonly label: string; readonly run: (room: MemoryRoom) => void}[] = [
  {label: 'Comment', run: (room) => room.comment()},
  {label: 'Gift', run: (room) => room.gift()},
  {label: 'Likes', run: (room) => room.likes()},
  {label: 'Next product', run: (room) => room.product()},
  {label: 'Broadcast', run: (room) => room.broadcast()},
  {label: 'Lottery', run: (room) => room.lottery()},
  {label: 'Draw', run: (room) => room.draw()},
  {label: 'Private message', run: (room) => room.privateMessage()},
];
