/** A room in memory, for tests of the session and of elements. It behaves like the real driver: `test/drivers` compares them. */
import type {DriverSink, GroupInfo, ChatDriver, JoinRequest} from '../../../src/drivers/chat-driver.js';
import type {Profile} from '../../../src/drivers/profile.js';
import type {FileKind, OutgoingComment, SendReceipt, SentFile} from '../../../src/drivers/outgoing-messages.js';
import {LiveError, type LiveErrorCode} from '../../../src/protocol/errors.js';
import type {Media} from '../../../src/protocol/media.js';
import type {Content, RoomMessage, Sender} from '../../../src/protocol/messages.js';
import {MemoryPrivateChats} from './memory-private-chats.js';
import {MemoryDriver} from './memory-chat-driver.js';

/** A promise that a test resolves. */
export interface Deferred {
  readonly promise: Promise<void>;
  resolve(): void;
}

export function deferred(): Deferred {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => (resolve = done));
  return {promise, resolve};
}

/** A service in memory: drivers join its rooms, and tests send messages through them. */
export class MemoryService {
  /** Ids of the existing rooms. While undefined, every room exists. */
  rooms: ReadonlySet<string> | undefined;
  /** Refused signatures, each with the code of its error. */
  readonly refusedSignatures = new Map<string, LiveErrorCode>();
  /** The part of each room that a driver receives when it joins. */
  facts: GroupInfo = {title: 'Tea time', ownerId: 'host'};
  online = 12;
  profiles: readonly Profile[] = [{userId: 'host', nick: 'Mei', avatar: ''}];
  /** The service's clock: Unix seconds. */
  now = (): number => Math.floor(Date.now() / 1_000);
  /** While set, a join completes after this promise. */
  joinsWaitFor: Deferred | undefined;
  /** When set, the next joins reject with it. */
  joinError: LiveError | undefined;
  /** When set, comments are refused with it. */
  commentError: LiveError | undefined;
  /** While true, comments are accepted and dropped, as Tencent does over 40 a second. */
  dropsComments = false;
  /** While set, a comment is sent after this promise. */
  commentsWaitFor: Deferred | undefined;
  /** Called at the beginning of each join. */
  onJoin: ((request: JoinRequest) => void) | undefined;
  /** All join requests, in order. */
  readonly joins: JoinRequest[] = [];
  /** Texts of the comments that drivers sent, in order. */
  readonly sentTexts: string[] = [];
  /** Files that drivers sent, in order. */
  readonly files: File[] = [];
  /** Likes that drivers sent, message by message. */
  readonly liked: number[] = [];
  /** When set, likes are refused with it. */
  likeError: LiveError | undefined;
  /** Private messages. */
  readonly private = new MemoryPrivateChats(() => this.now());
  readonly #members = new Set<JoinRequest>();
  readonly #muted = new Set<string>();
  #seq = 0;

  /** For `new LiveSession(service.load)`. */
  readonly load = (): Promise<ChatDriver> => Promise.resolve(this.driver());

  driver(): ChatDriver {
    return new MemoryDriver(this);
  }

  /** Ids of rooms that have a member. */
  get occupied(): readonly string[] {
    return [...this.#members].map(({roomId}) => roomId);
  }

  /** @throws LiveError as the service refuses it. */
  enter(request: JoinRequest): void {
    if (this.joinError) throw this.joinError;
    const refused = this.refusedSignatures.get(request.credentials?.userSig ?? '');
    if (refused) throw new LiveError(refused, 'the signature is refused');
    if (this.rooms && !this.rooms.has(request.roomId)) throw new LiveError('ROOM_NOT_FOUND', 'there is no such room');
    this.#members.add(request);
  }

  exit(request: JoinRequest): void {
    this.#members.delete(request);
  }

  /** Sends a group's custom fields and counters to members after they joined, because the join itself sends neither. */
  read({credentials, sink, signal}: JoinRequest): void {
    const {fields, likeTotal, heat} = this.facts;
    const change = {
      ...(fields && {fields}),
      ...(likeTotal !== undefined && {likeTotal}),
      ...(heat !== undefined && {heat}),
    };
    if (credentials && !signal.aborted && Object.keys(change).length) sink.groupChanged(change);
  }

  /** Changes the group info and notifies the members of one room, or of all rooms. */
  setFacts(change: GroupInfo, roomId?: string): void {
    this.facts = {...this.facts, ...change};
    this.sinks((sink, request) => (roomId ?? request.roomId) === request.roomId && sink.groupChanged(change));
  }

  /** Delivers a driver's file to all other members of its room, at the address from the service. */
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
    for (const member of this.#members) {
      if (member.roomId === roomId && member.credentials?.userId !== credentials!.userId)
        member.sink.messages([{...sent, from, own: false, content: {type: 'comment', kind, text: '', media}}]);
    }
    return sent;
  }

  nextSeq(): number {
    return ++this.#seq;
  }

  /** Delivers a message to every member of every room. */
  says(content: Content, from: Partial<Sender> = {}): void {
    this.saysAll([content], from);
  }

  /** Delivers several messages in one batch. */
  saysAll(contents: readonly Content[], from: Partial<Sender> = {}): void {
    const sender = {userId: 'bob', nick: 'Bob', avatar: '', level: 0, badges: [], ...from};
    const batch = contents.map((content): RoomMessage => {
      const seq = this.nextSeq();
      return {id: `m-${seq}`, seq, time: this.now(), from: sender, own: false, content};
    });
    this.sinks((sink) => sink.messages(batch));
  }

  /** Delivers a comment with the last sequence number. */
  repeat(text: string): void {
    this.#seq -= 1;
    this.comment(text);
  }

  comment(text: string, from: Partial<Sender> = {}): void {
    this.says({type: 'comment', kind: 'text', text}, from);
  }

  /** Delivers a driver's message to all other members of its room under the same id. */
  say({roomId, credentials}: JoinRequest, {text, reply, style, question}: OutgoingComment): SendReceipt {
    this.sentTexts.push(text);
    if (this.dropsComments) return {id: `dropped-${this.sentTexts.length}`, seq: 0, time: this.now()};
    const seq = this.nextSeq();
    const sent = {id: `m-${seq}`, seq, time: this.now()};
    const {userId, nick = '', avatar = ''} = credentials!;
    const from = {userId, nick, avatar, level: 0, badges: []};
    for (const member of [...this.#members]) {
      if (member.roomId !== roomId || member.credentials?.userId === userId) continue;
      const content = style
        ? ({type: 'danmaku', text, ...style} as const)
        : ({type: 'comment', kind: 'text', text, reply, question} as const);
      member.sink.messages([{...sent, from, own: false, content}]);
    }
    return sent;
  }

  /** Delivers a driver's likes to all other members of its room. */
  like({roomId, credentials}: JoinRequest, count: number): void {
    this.liked.push(count);
    const {userId, nick = '', avatar = ''} = credentials!;
    const seq = this.nextSeq();
    const from = {userId, nick, avatar, level: 0, badges: []};
    for (const member of [...this.#members]) {
      if (member.roomId !== roomId || member.credentials?.userId === userId) continue;
      const content = {type: 'like', count} as const;
      member.sink.messages([{id: `m-${seq}`, seq, time: this.now(), from, own: false, content}]);
    }
  }

  /** Mutes a viewer, or ends the mute with 0 seconds, and notifies them. */
  mute(roomId: string, userId: string, seconds: number): void {
    this.#muted[seconds ? 'add' : 'delete'](`${roomId} ${userId}`);
    this.sinks((sink, request) => {
      if (request.roomId === roomId && request.credentials?.userId === userId) sink.speakingDisabled(seconds);
    });
  }

  /** @throws LiveError if the viewer is muted. */
  requireUnmuted({roomId, credentials}: JoinRequest): void {
    if (this.#muted.has(`${roomId} ${credentials?.userId}`)) throw new LiveError('MUTED', 'muted by the service');
  }

  /** Delivers the business server's notification to every viewer. */
  notify(notice: object): void {
    this.sinks((sink) => sink.notified(JSON.stringify({v: 1, ...notice})));
  }

  /** Delivers a message of the service account to every room. */
  announce(content: Content): void {
    this.says(content, {userId: 'service', nick: ''});
  }

  sinks(call: (sink: DriverSink, request: JoinRequest) => void): void {
    for (const request of [...this.#members]) call(request.sink, request);
  }
}
