/** A room in memory, for tests of the session and of elements. Drivers proper are judged by the local cloud. */
import type {DriverSink, GroupFacts, ImDriver, JoinRequest, Profile, Sent} from '../../src/drivers/driver.js';
import type {LiveError} from '../../src/protocol/errors.js';
import type {Content, RoomMessage, Sender} from '../../src/protocol/messages.js';
import {throwIfAborted} from '../../src/protocol/abort.js';

export interface Gate {
  /** Resolves when the test opens it. */
  readonly opened: Promise<void>;
  open(): void;
}

export function gate(): Gate {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return {opened, open};
}

/** What the service would be: rooms that drivers join, and that a test speaks through. */
export class MemoryService {
  /** Facts of each room; joining another is ROOM_NOT_FOUND to nobody: every id exists. */
  facts: GroupFacts = {title: 'Tea time', ownerId: 'host'};
  online = 12;
  profiles: readonly Profile[] = [{userId: 'host', nick: 'Mei', avatar: ''}];
  /** When set, joins wait for it. */
  joining: Gate | undefined;
  /** When set, the next joins reject with it. */
  joinError: LiveError | undefined;
  /** When set, comments are refused with it. */
  sayError: LiveError | undefined;
  /** When set, comments wait for it. */
  saying: Gate | undefined;
  /** Called for every stay, in the moment it begins. */
  joined: ((request: JoinRequest) => void) | undefined;
  /** Every join asked for, in order. */
  readonly joins: JoinRequest[] = [];
  /** What was said by drivers, in order. */
  readonly said: string[] = [];
  readonly #stays = new Set<JoinRequest>();
  #seq = 0;

  /** For `new LiveSession(service.load)`. */
  readonly load = (): Promise<ImDriver> => Promise.resolve(new MemoryDriver(this));

  /** Rooms with somebody in them. */
  get occupied(): readonly string[] {
    return [...this.#stays].map(({roomId}) => roomId);
  }

  enter(request: JoinRequest): void {
    this.#stays.add(request);
  }

  exit(request: JoinRequest): void {
    this.#stays.delete(request);
  }

  nextSeq(): number {
    return ++this.#seq;
  }

  /** Somebody says something in every occupied room. */
  says(content: Content, from: Partial<Sender> = {}): void {
    this.saysAll([content], from);
  }

  /** Several things, arriving together. */
  saysAll(contents: readonly Content[], from: Partial<Sender> = {}): void {
    const sender = {userId: 'bob', nick: 'Bob', avatar: '', level: 0, badges: [], ...from};
    const batch = contents.map((content): RoomMessage => {
      const seq = this.nextSeq();
      return {id: `m-${seq}`, seq, time: 1_795_434_659 + seq, from: sender, own: false, content};
    });
    this.sinks((sink) => sink.messages(batch));
  }

  comment(text: string, from: Partial<Sender> = {}): void {
    this.says({type: 'comment', kind: 'text', text}, from);
  }

  sinks(call: (sink: DriverSink) => void): void {
    for (const {sink} of [...this.#stays]) call(sink);
  }
}

class MemoryDriver implements ImDriver {
  readonly #service: MemoryService;
  #request: JoinRequest | undefined;

  constructor(service: MemoryService) {
    this.#service = service;
  }

  async join(request: JoinRequest): Promise<GroupFacts> {
    this.#service.joins.push(request);
    await this.#service.joining?.opened;
    throwIfAborted(request.signal);
    if (this.#service.joinError) throw this.#service.joinError;
    this.#request = request;
    this.#service.enter(request);
    queueMicrotask(() => this.#service.joined?.(request));
    return this.#service.facts;
  }

  async say(text: string): Promise<Sent> {
    await this.#service.saying?.opened;
    if (this.#service.sayError) throw this.#service.sayError;
    this.#service.said.push(text);
    const seq = this.#service.nextSeq();
    return {id: `m-${seq}`, seq, time: 1_795_434_659 + seq};
  }

  onlineCount(): Promise<number> {
    return Promise.resolve(this.#service.online);
  }

  profile(userId: string): Promise<Profile | undefined> {
    return Promise.resolve(this.#service.profiles.find((profile) => profile.userId === userId));
  }

  leave(): Promise<void> {
    if (this.#request) this.#service.exit(this.#request);
    return Promise.resolve();
  }
}
