import type {Uploader} from '../../drivers/chat-driver.js';
import type {
  PrivateContact,
  PrivateChatDriver,
  PrivateMessage,
  PrivateChatSink,
} from '../../drivers/private-chat-driver.js';
import {throwIfAborted} from '../../protocol/abort.js';
import {limitMarks, limitMarksIn} from '../../protocol/combining-marks.js';
import type {LiveErrorCode} from '../../protocol/errors.js';
import {COMMENT_MAX_BYTES, COMMENTS_MAX_READING, exceedsBytes} from '../../protocol/limits.js';
import {FileUploads, type OutgoingFile} from '../messages/file-uploads.js';
import type {LiveState} from '../state/live-state.js';
import {listOf, StoredSetting} from '../stored-setting.js';
import type {Comment} from '../state/slices/comments.js';
import type {Conversation} from '../state/slices/private-chats.js';

/**
 * Peers remembered in this browser that its viewers have opened. Their new messages count as unread after a reload,
 * too.
 */
const OPENED_MAX = 50;
const USER_ID = /^[\w-]{1,32}$/;

/** Pages of 15 messages read to fill a gap after a lost connection. */
const CATCH_UP_PAGES = 20;

/** A user id, or the role of the peer. */
export type PeerName = 'host' | 'service' | (string & {});

interface Opened {
  /** User id of the viewer. */
  readonly by: string;
  readonly peer: string;
}

const remembered = new StoredSetting<{readonly opened: readonly Opened[]}>('live-room:private', (stored) => {
  const {opened} = (stored ?? {}) as {readonly opened?: unknown};
  const read = (item: unknown) => {
    const {by, peer} = (item ?? {}) as Partial<Record<keyof Opened, unknown>>;
    return typeof by === 'string' && typeof peer === 'string' && USER_ID.test(peer) ? {by, peer} : undefined;
  };
  return {opened: listOf(opened, OPENED_MAX, read)};
});

/** The session, as the private conversations see it. */
export interface PrivateChatsContext {
  /** User id of the viewer. */
  readonly userId: string;
  /** Aborted when the room connection ends or the viewer changes. */
  readonly signal: AbortSignal;
  state(): LiveState;
  /** Unix milliseconds by the service's clock. */
  now(): number;
  publish(conversations: readonly Conversation[]): void;
  driver(sink: PrivateChatSink): Promise<PrivateChatDriver>;
  uploader(): Promise<Uploader>;
  /** Makes a `LiveError`. */
  error(code: LiveErrorCode, message: string): Error;
  errorOf(reason: unknown, attempt: string): Error & {readonly code: LiveErrorCode};
}

interface ConversationRecord {
  talk: Conversation;
  /** The cursor of the next earlier page. */
  before: string | undefined;
  /** True once the newest page was requested. */
  begun: boolean;
  outbox: FileUploads;
}

/**
 * The viewer's private conversations. Tencent lets any user write to any other, so messages are accepted only from the
 * host, the service account and peers that the viewer has opened. The host and the operators receive messages from
 * everybody.
 */
export class PrivateChats {
  readonly #host: PrivateChatsContext;
  readonly #conversations = new Map<string, ConversationRecord>();
  readonly #opened: Set<string>;
  #driver!: PrivateChatDriver;
  #contacts: readonly PrivateContact[] = [];
  #lines = 0;

  private constructor(host: PrivateChatsContext) {
    this.#host = host;
    remembered.subscribe(() => undefined, host); // Keeps the peers that another tab has opened.
    const mine = remembered.current.opened.filter(({by}) => by === host.userId);
    this.#opened = new Set(mine.map(({peer}) => peer));
    // A room joined again keeps its conversations.
    for (const talk of host.state().privateChats.conversations) if (this.#isHeard(talk.peer.userId)) this.#adopt(talk);
  }

  /** Starts to receive messages. Resolves when the list of contacts is loaded. */
  static async begin(host: PrivateChatsContext): Promise<PrivateChats> {
    const talk = new PrivateChats(host);
    talk.#driver = await host.driver({
      isShown: (peer) => talk.#isHeard(peer),
      messages: (batch) => talk.#heard(batch),
      contacts: (all) => talk.#met(all),
      read: (ids) => talk.#change((line) => (ids.includes(line.id!) && !line.read ? {...line, read: true} : line)),
      recalled: (ids) => talk.#change((line) => (ids.includes(line.id!) ? undefined : line)),
    });
    talk.#met(await talk.#driver.contacts());
    return talk;
  }

  /**
   * Opens a conversation and loads its newest messages. Rejects with `REFUSED` for an invalid user id or the viewer's
   * own.
   */
  async open(peer: string): Promise<void> {
    if (!USER_ID.test(peer) || peer === this.#host.userId)
      throw this.#host.error('REFUSED', `cannot open a private conversation with "${peer}"`);
    if (!this.#isRole(peer) && !this.#opened.has(peer)) {
      this.#opened.add(peer);
      remembered.change({opened: [...remembered.current.opened, {by: this.#host.userId, peer}]});
    }
    const conversation = this.#of(peer);
    if (!conversation.talk.peer.nick) void this.#name(peer);
    this.#tell();
    if (!conversation.begun) await this.#begin(conversation);
  }

  /**
   * Sends a message. It is in `state.privateChats` at once as `pending`.
   *
   * Rejects with `TOO_LONG` (over 8,000 UTF-8 bytes), or the reason of the service's refusal.
   */
  async say(peer: string, text: string): Promise<{readonly id: string; readonly text: string}> {
    const said = text.trim();
    if (!said) throw this.#host.error('REFUSED', 'the message is empty');
    if (exceedsBytes(COMMENT_MAX_BYTES, said))
      throw this.#host.error('TOO_LONG', `a message has at most ${COMMENT_MAX_BYTES} bytes`);
    return this.#send(peer, this.#ownLine({kind: 'text', text: said}));
  }

  /**
   * Sends an image, a voice message or a video. Rejects with the reason of the service's refusal, or with an
   * `AbortError` after `cancel`.
   */
  async sendFile(peer: string, file: OutgoingFile): Promise<{readonly id: string}> {
    return this.#of(peer).outbox.send(this.#ownLine({kind: file.kind, text: ''}), file);
  }

  /** Sends a failed message again. */
  async resend(peer: string, key: string): Promise<{readonly id: string; readonly text: string}> {
    const {talk, outbox} = this.#of(peer);
    const line = talk.list.find((other) => other.key === key && other.delivery === 'failed');
    if (!line) throw this.#host.error('REFUSED', `no failed message with the key "${key}"`);
    if (outbox.has(key)) return {...(await outbox.resend(line)), text: ''};
    return this.#send(peer, {...line, delivery: 'pending', refusal: undefined});
  }

  /** Cancels an upload or drops a failed message. */
  cancel(peer: string, key: string): void {
    const {outbox} = this.#of(peer);
    if (outbox.has(key)) outbox.cancel(key);
    else this.#take(peer, (list) => list.filter((line) => line.key !== key || line.delivery === 'sent'));
  }

  /** Recalls the viewer's own message within two minutes. */
  async recall(peer: string, key: string): Promise<void> {
    const line = this.#of(peer).talk.list.find((other) => other.key === key);
    if (!line?.id) throw this.#host.error('REFUSED', `no sent message with the key "${key}"`);
    await this.#driver.recall(line.id);
    this.#take(peer, (list) => list.filter((other) => other.key !== key));
  }

  /** Loads messages from before the start of the list. */
  async loadEarlier(peer: string): Promise<void> {
    const conversation = this.#of(peer);
    if (!conversation.begun) return this.#begin(conversation);
    if (conversation.talk.history === 'more') await this.#readBefore(conversation);
  }

  /** Marks the conversation as read and notifies the other person. */
  async markRead(peer: string): Promise<void> {
    const conversation = this.#conversations.get(peer);
    if (!conversation?.talk.unread) return;
    this.#put(conversation, {unread: 0});
    await this.#driver.markRead(peer);
  }

  /** Loads messages missed while the connection was lost. */
  async catchUp(): Promise<void> {
    const [contacts] = await Promise.all([
      this.#driver.contacts(),
      ...[...this.#conversations.values()].filter(({begun}) => begun).map((conversation) => this.#fill(conversation)),
    ]);
    this.#met(contacts);
  }

  get #runsTheRoom(): boolean {
    const {host, operators} = this.#host.state().room;
    return this.#host.userId === host?.userId || operators.includes(this.#host.userId);
  }

  #isRole(peer: string): boolean {
    const {host, service} = this.#host.state().room;
    return peer === host?.userId || peer === service;
  }

  #isHeard(peer: string): boolean {
    return this.#isRole(peer) || this.#opened.has(peer) || this.#runsTheRoom;
  }

  #of(peer: string): ConversationRecord {
    const profile = this.#contacts.find((contact) => contact.peer.userId === peer)?.peer;
    const {host} = this.#host.state().room;
    const known = profile?.nick ? profile : peer === host?.userId ? host : profile;
    return (
      this.#conversations.get(peer) ??
      this.#adopt({
        peer: known ?? {userId: peer, nick: '', avatar: ''},
        list: [],
        history: 'none',
        unread: 0,
        time: 0,
        last: undefined,
      })
    );
  }

  #adopt(talk: Conversation): ConversationRecord {
    const {userId} = talk.peer;
    const made: ConversationRecord = {
      // A message that was pending when the last connection ended may or may not have arrived. The viewer decides if it
      // is sent again.
      talk: {
        ...talk,
        list: talk.list.map((line) =>
          line.delivery === 'pending' ? {...line, delivery: 'failed', refusal: 'CONNECTION_LOST'} : line,
        ),
      },
      before: undefined,
      begun: false,
      outbox: new FileUploads({
        send: async (outgoing, onProgress, signal) => {
          const uploader = await this.#host.uploader();
          throwIfAborted(signal);
          const sent = await this.#driver.sendFile(userId, {...outgoing, onProgress, signal}, uploader);
          return {id: sent.id, seq: 0, time: sent.time, media: sent.media};
        },
        update: (line) => this.#line(userId, line),
        remove: (key) => this.#take(userId, (list) => list.filter((line) => line.key !== key)),
        errorOf: (reason) => this.#host.errorOf(reason, 'the file was not sent'),
      }),
    };
    this.#conversations.set(userId, made);
    this.#host.signal.addEventListener('abort', () => made.outbox.clear(), {once: true});
    return made;
  }

  async #name(peer: string): Promise<void> {
    const profile = await this.#driver.profile(peer).catch(() => undefined); // The user id is shown instead.
    const conversation = this.#conversations.get(peer);
    if (profile && conversation) this.#put(conversation, {peer: profile});
  }

  async #begin(conversation: ConversationRecord): Promise<void> {
    conversation.begun = true;
    try {
      await this.#readBefore(conversation);
    } catch (reason) {
      conversation.begun = false;
      throw reason;
    }
  }

  async #readBefore(conversation: ConversationRecord): Promise<void> {
    const {peer} = conversation.talk;
    this.#put(conversation, {history: 'loading'});
    try {
      const {messages, before} = await this.#driver.history(peer.userId, conversation.before);
      conversation.before = before;
      this.#merge(conversation, messages, {history: before ? 'more' : 'complete'});
    } catch (reason) {
      this.#put(conversation, {history: 'more'});
      throw this.#host.errorOf(reason, 'cannot load earlier messages');
    }
  }

  /** Loads from the newest page back to the first known message. */
  async #fill(conversation: ConversationRecord): Promise<void> {
    const known = new Set(conversation.talk.list.map(({id}) => id));
    const missed: PrivateMessage[] = [];
    let before: string | undefined;
    for (let page = 0; page < CATCH_UP_PAGES; page++) {
      const read = await this.#driver.history(conversation.talk.peer.userId, before);
      missed.unshift(...read.messages);
      ({before} = read);
      if (!before || read.messages.some(({id}) => known.has(id))) break;
    }
    this.#merge(conversation, missed);
  }

  #heard(batch: readonly PrivateMessage[]): void {
    for (const message of batch) {
      if (!this.#isHeard(message.peer)) continue;
      const conversation = this.#of(message.peer);
      const isNew = !conversation.talk.list.some(({id}) => id === message.id);
      const {unread} = conversation.talk;
      this.#merge(conversation, [message], {unread: unread + Number(isNew && !message.own)});
    }
  }

  #met(all: readonly PrivateContact[]): void {
    this.#contacts = all;
    for (const {peer, unread, time, last} of all) {
      if (!this.#isHeard(peer.userId)) continue;
      const conversation = this.#of(peer.userId);
      const {talk} = conversation;
      conversation.talk = {
        ...talk,
        peer: peer.nick ? peer : talk.peer,
        unread,
        time: Math.max(time, talk.time),
        last: talk.list.at(-1) ?? (last && limitMarksIn(last)),
      };
    }
    this.#tell();
  }

  async #send(peer: string, line: Comment): Promise<{readonly id: string; readonly text: string}> {
    this.#line(peer, line);
    try {
      const {id, time} = await this.#driver.say(peer, line.text);
      this.#line(peer, {...line, id, time, delivery: 'sent'});
      return {id, text: line.text};
    } catch (reason) {
      const error = this.#host.errorOf(reason, 'the message was not sent');
      this.#line(peer, {...line, delivery: 'failed', refusal: error.code});
      throw error;
    }
  }

  #ownLine({kind, text}: Pick<Comment, 'kind' | 'text'>): Comment {
    const {profile, level} = this.#host.state().viewer;
    return {
      key: `private-${++this.#lines}`,
      id: undefined,
      seq: undefined,
      time: Math.floor(this.#host.now() / 1_000),
      from: {userId: this.#host.userId, nick: '', avatar: '', ...profile, level, badges: []},
      own: true,
      kind,
      text: limitMarks(text),
      delivery: 'pending',
    };
  }

  /** Adds or updates the viewer's own message. */
  #line(peer: string, line: Comment): void {
    const conversation = this.#of(peer);
    this.#put(conversation, {time: Math.max(conversation.talk.time, line.time)});
    this.#take(peer, (list) => {
      // Another page of the same viewer may have delivered this message first.
      const others = list.filter((other) => line.id === undefined || other.id !== line.id || other.key === line.key);
      const at = others.findIndex(({key}) => key === line.key);
      return at < 0 ? [...others, line] : others.map((other) => (other.key === line.key ? line : other));
    });
  }

  /** Merges messages into the list by time, each once. */
  #merge(
    conversation: ConversationRecord,
    messages: readonly PrivateMessage[],
    change: Partial<Conversation> = {},
  ): void {
    const {list} = conversation.talk;
    const known = new Set(list.map(({id}) => id));
    const news = messages.filter(({id}) => !known.has(id)).map(toLine);
    const reads = new Set(messages.filter(({read}) => read).map(({id}) => id));
    const updated = list.map((line) => (reads.has(line.id!) && !line.read ? {...line, read: true} : line));
    // Messages of one second keep the service's order. An earlier page comes before the list.
    const places = new Map(messages.map(({id}, index) => [id, index] as const));
    const placeOf = ({id}: Comment) => places.get(id ?? '');
    const isEarlier = 'history' in change;
    const sorted = (isEarlier ? [...news, ...updated] : [...updated, ...news]).sort(
      (one, other) => one.time - other.time || (placeOf(one) ?? NaN) - (placeOf(other) ?? NaN) || 0,
    );
    const time = Math.max(conversation.talk.time, ...news.map((line) => line.time));
    this.#put(conversation, {list: sorted.slice(-COMMENTS_MAX_READING), time, ...change});
  }

  #change(change: (line: Comment) => Comment | undefined): void {
    for (const peer of this.#conversations.keys())
      this.#take(peer, (list) =>
        list.map((line) => (line.id ? change(line) : line)).filter((line) => line !== undefined),
      );
  }

  #take(peer: string, change: (list: readonly Comment[]) => readonly Comment[]): void {
    const conversation = this.#of(peer);
    this.#put(conversation, {list: change(conversation.talk.list)});
  }

  #put(conversation: ConversationRecord, change: Partial<Conversation>): void {
    const {talk} = conversation;
    conversation.talk = {...talk, last: change.list?.at(-1) ?? talk.last, ...change};
    this.#tell();
  }

  #tell(): void {
    if (this.#host.signal.aborted) return;
    const conversations = [...this.#conversations.values()].map(({talk}) => talk);
    this.#host.publish(conversations.sort((one, other) => other.time - one.time));
  }
}

function toLine({id, from, own, time, kind, text, media, parts, read}: PrivateMessage): Comment {
  return limitMarksIn({
    ...{key: id, id, seq: undefined, time, own, kind, text, media, parts, read},
    from: {...from, level: 0, badges: []},
    delivery: 'sent',
  });
}
