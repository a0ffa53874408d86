/** A room in memory, for tests of the session and of elements. It behaves as drivers proper do: `test/drivers` compares them. */
import type {
  DriverSink,
  FileKind,
  GroupInfo,
  ChatDriver,
  JoinRequest,
  Profile,
  OutgoingComment,
  SentMessage,
  SentFile,
} from '../../../src/drivers/chat-driver.js';
import {LiveError, type LiveErrorCode} from '../../../src/protocol/errors.js';
import type {Media} from '../../../src/protocol/media.js';
import type {Content, RoomMessage, Sender} from '../../../src/protocol/messages.js';
import {MemoryPrivateChats} from './memory-private-chats.js';
import {MemoryDriver} from './memory-chat-driver.js';

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

/** A service in memory: drivers join its rooms, and tests send messages through them. */
export class MemoryService {
  /** Rooms that exist; every id does unless given. */
  rooms: ReadonlySet<string> | undefined;
  /** Signatures that are refused, and with what. */
  readonly refusedSignatures = new Map<string, LiveErrorCode>();
  /** The part of each room that a driver receives when it joins. */
  facts: GroupInfo = {title: 'Tea time', ownerId: 'host'};
  online = 12;
  profiles: readonly Profile[] = [{userId: 'host', nick: 'Mei', avatar: ''}];
  /** The service's clock: Unix seconds. */
  now = (): number => Math.floor(Date.now() / 1_000);
  /** When set, joins wait for it. */
  joining: Gate | undefined;
  /** When set, the next joins reject with it. */
  joinError: LiveError | undefined;
  /** When set, comments are refused with it. */
  sayError: LiveError | undefined;
  /** While set, comments are taken and dropped, as over 40 a second. */
  dropsComments = false;
  /** When set, comments wait for it. */
  saying: Gate | undefined;
  /** Called for every stay, in the moment it begins. */
  joined: ((request: JoinRequest) => void) | undefined;
  /** Every join asked for, in order. */
  readonly joins: JoinRequest[] = [];
  /** Messages that drivers sent, in order. */
  readonly said: string[] = [];
  /** Files that drivers sent, in order. */
  readonly files: File[] = [];
  /** Likes that drivers sent, message by message. */
  readonly liked: number[] = [];
  /** When set, likes are refused with it. */
  likeError: LiveError | undefined;
  /** Private messages. */
  readonly private = new MemoryPrivateChats(() => this.now());
  readonly #stays = new Set<JoinRequest>();
  readonly #muted = new Set<string>();
  #seq = 0;

  /** For `new LiveSession(service.load)`. */
  readonly load = (): Promise<ChatDriver> => Promise.resolve(this.driver());

  driver(): ChatDriver {
    return new MemoryDriver(this);
  }

  /** Rooms with somebody in them. */
  get occupied(): readonly string[] {
    return [...this.#stays].map(({roomId}) => roomId);
  }

  /** @throws LiveError as the service refuses it. */
  enter(request: JoinRequest): void {
    if (this.joinError) throw this.joinError;
    const refused = this.refusedSignatures.get(request.credentials?.userSig ?? '');
    if (refused) throw new LiveError(refused, 'the signature is refused');
    if (this.rooms && !this.rooms.has(request.roomId)) throw new LiveError('ROOM_NOT_FOUND', 'there is no such room');
    this.#stays.add(request);
  }

  exit(request: JoinRequest): void {
    this.#stays.delete(request);
  }

  /** Sends a group's custom fields and counters to members after they joined: joining itself brings neither. */
  read({credentials, sink, signal}: JoinRequest): void {
    const {fields, likeTotal} = this.facts;
    const told = {...(fields && {fields}), ...(likeTotal !== undefined && {likeTotal})};
    if (credentials && !signal.aborted && Object.keys(told).length) sink.groupChanged(told);
  }

  /** Changes what the group knows, and tells those who are in the room: of one room, or all. */
  setFacts(change: GroupInfo, roomId?: string): void {
    this.facts = {...this.facts, ...change};
    this.sinks((sink, request) => (roomId ?? request.roomId) === request.roomId && sink.groupChanged(change));
  }

  /** Delivers a driver's file to everybody else in its room, at the address the service gave it. */
  sendFile({roomId, credentials}: JoinRequest, kind: FileKind, file: File): SentFile {
    this.files.push(file);
    const url = `https://files.example/${this.files.length}-${file.name}`;
    const size = {width: 0, height: 0};
    const media: Media =
      kind === 'image'
        ? {kind, url, thumb: url, ...size}
        : kind === 'sound'
          ? {kind, url, seconds: 0}
          : {kind, url, thumb: '', ...size, seconds: 0};
    const seq = this.nextSeq();
    const sent = {id: `m-${seq}`, seq, time: this.now(), media};
    const from = {userId: credentials!.userId, nick: '', avatar: '', level: 0, badges: []};
    for (const stay of this.#stays) {
      if (stay.roomId === roomId && stay.credentials?.userId !== credentials!.userId)
        stay.sink.messages([{...sent, from, own: false, content: {type: 'comment', kind, text: '', media}}]);
    }
    return sent;
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
      return {id: `m-${seq}`, seq, time: this.now(), from: sender, own: false, content};
    });
    this.sinks((sink) => sink.messages(batch));
  }

  /** A comment under the number that was given out last. */
  repeat(text: string): void {
    this.#seq -= 1;
    this.comment(text);
  }

  comment(text: string, from: Partial<Sender> = {}): void {
    this.says({type: 'comment', kind: 'text', text}, from);
  }

  /** Delivers a driver's message to everybody else in its room under the same id. */
  say({roomId, credentials}: JoinRequest, {text, reply, style}: OutgoingComment): SentMessage {
    this.said.push(text);
    if (this.dropsComments) return {id: `dropped-${this.said.length}`, seq: 0, time: this.now()};
    const seq = this.nextSeq();
    const sent = {id: `m-${seq}`, seq, time: this.now()};
    const {userId, nick = '', avatar = ''} = credentials!;
    const from = {userId, nick, avatar, level: 0, badges: []};
    for (const stay of [...this.#stays]) {
      if (stay.roomId !== roomId || stay.credentials?.userId === userId) continue;
      const content = style
        ? ({type: 'danmaku', text, ...style} as const)
        : ({type: 'comment', kind: 'text', text, reply} as const);
      stay.sink.messages([{...sent, from, own: false, content}]);
    }
    return sent;
  }

  /** A driver's likes, as everybody else in its room hears them. */
  like({roomId, credentials}: JoinRequest, count: number): void {
    this.liked.push(count);
    const {userId, nick = '', avatar = ''} = credentials!;
    const seq = this.nextSeq();
    const from = {userId, nick, avatar, level: 0, badges: []};
    for (const stay of [...this.#stays]) {
      if (stay.roomId !== roomId || stay.credentials?.userId === userId) continue;
      const content = {type: 'like', count} as const;
      stay.sink.messages([{id: `m-${seq}`, seq, time: this.now(), from, own: false, content}]);
    }
  }

  /** Lets a viewer not speak until this is lifted by 0 seconds, and tells them. */
  mute(roomId: string, userId: string, seconds: number): void {
    this.#muted[seconds ? 'add' : 'delete'](`${roomId} ${userId}`);
    this.sinks((sink, request) => {
      if (request.roomId === roomId && request.credentials?.userId === userId) sink.muted(seconds);
    });
  }

  /** @throws LiveError for whoever may not speak. */
  requireVoice({roomId, credentials}: JoinRequest): void {
    if (this.#muted.has(`${roomId} ${credentials?.userId}`)) throw new LiveError('MUTED', 'muted by the service');
  }

  /** The business server tells every viewer something in private. */
  notify(notice: object): void {
    this.sinks((sink) => sink.notified(JSON.stringify({v: 1, ...notice})));
  }

  /** The business server says something in the room, as the service account. */
  announce(content: Content): void {
    this.says(content, {userId: 'service', nick: ''});
  }

  sinks(call: (sink: DriverSink, request: JoinRequest) => void): void {
    for (const request of [...this.#stays]) call(request.sink, request);
  }
}
