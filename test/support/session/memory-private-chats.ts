/** Private chats in memory, for tests of the session and of elements. */
import type {Profile} from '../../../src/drivers/profile.js';
import type {FileMessage} from '../../../src/drivers/outgoing-messages.js';
import type {
  PrivateContact,
  PrivateChatDriver,
  PrivateMessage,
  PrivatePage,
  PrivateChatSink,
} from '../../../src/drivers/private-chat-driver.js';
import {LiveError} from '../../../src/protocol/errors.js';
import type {Media} from '../../../src/protocol/media.js';

const PAGE_SIZE = 15;

interface StoredMessage extends Omit<PrivateMessage, 'peer' | 'own' | 'from'> {
  readonly from: string;
  readonly to: string;
}

interface Listener {
  readonly userId: string;
  readonly sink: PrivateChatSink;
  readonly signal: AbortSignal;
}

/** All private messages, and their listeners. */
export class MemoryPrivateChats {
  /** When set, messages are refused with it. */
  messageError: LiveError | undefined;
  /** While set, nothing is delivered, as without a network. */
  deaf = false;
  messages: StoredMessage[] = [];
  readonly #listeners = new Set<Listener>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  driver(
    userId: string,
    sink: PrivateChatSink,
    signal: AbortSignal,
    profiles: () => readonly Profile[],
  ): PrivateChatDriver {
    const listener = {userId, sink, signal};
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener), {once: true});
    return new MemoryPrivateDriver(this, userId, profiles);
  }

  /** Stores a message and delivers it to both users. */
  say(from: string, to: string, text: string, media?: Media): StoredMessage {
    if (this.messageError) throw this.messageError;
    const kind = media?.kind ?? 'text';
    const id = `p-${this.messages.length + 1}`;
    const message: StoredMessage = {id, from, to, text, kind, media, time: this.#now(), readByPeer: false};
    this.messages.push(message);
    this.#notify((listener) => {
      if (listener.userId !== from && listener.userId !== to) return;
      if (listener.userId !== from) listener.sink.messages([this.asSeenBy(message, listener.userId)]);
      listener.sink.contacts(this.contactsOf(listener.userId));
    });
    return message;
  }

  markRead(reader: string, peer: string): void {
    const ids = this.messages
      .filter(({from, to, readByPeer}) => from === peer && to === reader && !readByPeer)
      .map(({id}) => id);
    this.messages = this.messages.map((one) => (ids.includes(one.id) ? {...one, readByPeer: true} : one));
    this.#notify(({userId, sink}) => {
      if (userId === peer) sink.readByPeer(ids);
      if (userId === reader) sink.contacts(this.contactsOf(reader));
    });
  }

  recall(id: string): void {
    this.messages = this.messages.filter((one) => one.id !== id);
    this.#notify(({sink}) => sink.recalled([id]));
  }

  contactsOf(userId: string): readonly PrivateContact[] {
    const peers = [
      ...new Set(this.messages.filter(({from, to}) => from === userId || to === userId).map(peerOf(userId))),
    ];
    return peers.map((peer) => {
      const between = this.between(userId, peer);
      const unread = between.filter(({to, readByPeer}) => to === userId && !readByPeer).length;
      return {peer: {userId: peer, nick: '', avatar: ''}, unread, time: between.at(-1)!.time, last: between.at(-1)};
    });
  }

  between(one: string, other: string): readonly StoredMessage[] {
    return this.messages.filter(({from, to}) => (from === one && to === other) || (from === other && to === one));
  }

  asSeenBy({from, to, ...message}: StoredMessage, userId: string): PrivateMessage {
    return {
      ...message,
      peer: from === userId ? to : from,
      own: from === userId,
      from: {userId: from, nick: '', avatar: ''},
    };
  }

  #notify(call: (listener: Listener) => void): void {
    if (!this.deaf) for (const listener of this.#listeners) call(listener);
  }
}

const peerOf =
  (userId: string) =>
  ({from, to}: StoredMessage) =>
    from === userId ? to : from;

class MemoryPrivateDriver implements PrivateChatDriver {
  readonly #chats: MemoryPrivateChats;
  readonly #userId: string;
  readonly #profiles: () => readonly Profile[];

  constructor(chats: MemoryPrivateChats, userId: string, profiles: () => readonly Profile[]) {
    this.#chats = chats;
    this.#userId = userId;
    this.#profiles = profiles;
  }

  contacts(): Promise<readonly PrivateContact[]> {
    return Promise.resolve(this.#chats.contactsOf(this.#userId));
  }

  history(peer: string, before?: string): Promise<PrivatePage> {
    const all = this.#chats.between(this.#userId, peer);
    const end = before === undefined ? all.length : Number(before);
    const start = Math.max(0, end - PAGE_SIZE);
    const messages = all.slice(start, end).map((one) => this.#chats.asSeenBy(one, this.#userId));
    return Promise.resolve({messages, before: start ? `${start}` : undefined});
  }

  async say(peer: string, text: string): Promise<PrivateMessage> {
    await Promise.resolve();
    return this.#chats.asSeenBy(this.#chats.say(this.#userId, peer, text), this.#userId);
  }

  async sendFile(peer: string, {kind, file}: FileMessage): Promise<PrivateMessage> {
    await Promise.resolve();
    const url = `https://files.example/${file.name}`;
    const media: Media =
      kind === 'sound'
        ? {kind, url, seconds: 1}
        : kind === 'image'
          ? {kind, url, thumb: url, width: 0, height: 0}
          : {kind, url, thumb: '', width: 0, height: 0, seconds: 1};
    return this.#chats.asSeenBy(this.#chats.say(this.#userId, peer, '', media), this.#userId);
  }

  markRead(peer: string): Promise<void> {
    this.#chats.markRead(this.#userId, peer);
    return Promise.resolve();
  }

  async recall(id: string): Promise<void> {
    await Promise.resolve();
    if (!this.#chats.messages.some((one) => one.id === id)) throw new LiveError('REFUSED', 'there is no such message');
    this.#chats.recall(id);
  }

  profile(userId: string): Promise<Profile | undefined> {
    return Promise.resolve(this.#profiles().find((profile) => profile.userId === userId));
  }
}
