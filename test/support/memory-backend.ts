/** A business server in memory, reached by `fetch` as the real one is: it signs viewers in and keeps what a room in memory said. */
import type {MemoryService} from './memory-driver.ts';

const room = {
  roomId: 'r1',
  title: 'Tea time',
  host: {userId: 'host', nick: 'Mei', avatar: ''},
  operators: [],
  service: 'service',
  status: 'live',
  notice: '',
  likeTotal: 0,
  product: null,
  slowMode: 0,
  mutedAll: false,
};

interface Stored {
  readonly seq: number;
  readonly text: string;
  /** Read by nobody before: the after-send callback lags. */
  readonly from: number;
}

export class MemoryBackend {
  /** Milliseconds after which a message is stored. */
  lagMs = 0;
  /** While set, every answer is a 503. */
  down = false;
  /** Seconds a signature lives. */
  lifeS = 86_400;
  /** Refuses the next sessions that are no guest's. */
  refusesViewers = false;
  /** How many sessions were given, and what was read of the history. */
  sessions = 0;
  readonly reads: string[] = [];
  readonly #stored: Stored[] = [];

  /** Keeps a comment under its number in the room. */
  store(seq: number, text: string): void {
    this.#stored.push({seq, text, from: Date.now() + this.lagMs});
  }

  /** Says a comment in the room, and keeps it. */
  comment(service: MemoryService, text: string): void {
    this.store(service.nextSeq(), text);
    service.repeat(text);
  }

  readonly fetch = (address: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(address as string);
    if (this.down) return Promise.resolve(answer({error: {code: 'INTERNAL', message: 'down'}}, 503));
    if (url.pathname.endsWith('/session')) return Promise.resolve(this.#session(init));
    this.reads.push(url.search);
    return Promise.resolve(answer(this.#page(url.searchParams)));
  };

  #session({body}: RequestInit): Response {
    const {guest} = JSON.parse(body as string) as {guest?: boolean};
    if (guest) return answer({sdkAppId: 1, room});
    if (this.refusesViewers) return answer({error: {code: 'FORBIDDEN', message: 'no'}}, 403);
    this.sessions += 1;
    const expiresAt = Date.now() / 1000 + this.lifeS;
    const userSig = `sig-${this.sessions}`;
    return answer({sdkAppId: 1, userId: 'alice', userSig, expiresAt, token: 't', nick: 'Alice', avatar: '', room});
  }

  #page(query: URLSearchParams): object {
    const [before, after, limit] = ['before', 'after', 'limit'].map((name) => Number(query.get(name)));
    const known = this.#stored
      .filter(({seq, from}) => from <= Date.now() && (!before || seq < before) && (!query.has('after') || seq > after!))
      .sort((a, b) => a.seq - b.seq);
    const page = query.has('after') ? known.slice(0, limit) : known.slice(-limit!);
    return {more: known.length > page.length, messages: page.map(({seq, text}) => message(seq, text))};
  }
}

function message(seq: number, text: string): object {
  const from = {userId: 'bob', nick: 'Bob', avatar: '', level: 3, badges: ['fan']};
  return {seq, time: 1_795_434_659 + seq, random: 7, from, body: [{MsgType: 'TIMTextElem', MsgContent: {Text: text}}]};
}

function answer(body: object, status = 200): Response {
  return new Response(JSON.stringify(body), {status});
}
