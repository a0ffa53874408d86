/** One to one in memory, for tests of the session and of elements. */
import type {FileMessage, Profile} from '../../../src/drivers/chat-driver.js';
import type {
  PrivateContact,
  PrivateChatDriver,
  PrivateMessage,
  PrivatePage,
  PrivateChatSink,
} from '../../../src/drivers/private-chat-driver.js';
import {LiveError} from '../../../src/protocol/errors.js';
import type {Media} from '../../../src/protocol/media.js';

const PAGE = 15;

interface Said extends Omit<PrivateMessage, 'peer' | 'own' | 'from'> {
  readonly from: string;
  readonly to: string;
}

interface Listener {
  readonly userId: string;
  readonly sink: PrivateChatSink;
  readonly signal: AbortSignal;
}

/** All private messages, and their listeners. */
export class MemoryPrivateTalk {
  /** When set, messages are refused with it. */
  sayError: LiveError | undefined;
  /** While set, nobody is told of anything: as when the network is gone. */
  deaf = false;
  said: Said[] = [];
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

  /** Somebody says something to somebody. */
  say(from: string, to: string, text: string, media?: Media): Said {
    if (this.sayError) throw this.sayError;
    const kind = media?.kind ?? 'text';
    const id = `p-${this.said.length + 1}`;
    const said: Said = {id, from, to, text, kind, media, time: this.#now(), read: false};
    this.said.push(said);
    this.#tell((listener) => {
      if (listener.userId !== from && listener.userId !== to) return;
      if (listener.userId !== from) listener.sink.messages([this.asSeen(said, listener.userId)]);
      listener.sink.contacts(this.contactsOf(listener.userId));
    });
    return said;
  }

  read(reader: string, peer: string): void {
    const ids = this.said.filter(({from, to, read}) => from === peer && to === reader && !read).map(({id}) => id);
    this.said = this.said.map((one) => (ids.includes(one.id) ? {...one, read: true} : one));
    this.#tell(({userId, sink}) => {
      if (userId === peer) sink.read(ids);
      if (userId === reader) sink.contacts(this.contactsOf(reader));
    });
  }

  takeBack(id: string): void {
    this.said = this.said.filter((one) => one.id !== id);
    this.#tell(({sink}) => sink.recalled([id]));
  }

  contactsOf(userId: string): readonly PrivateContact[] {
    const peers = [...new Set(this.said.filter(({from, to}) => from === userId || to === userId).map(peerFor(userId)))];
    return peers.map((peer) => {
      const between = this.between(userId, peer);
      const unread = between.filter(({to, read}) => to === userId && !read).length;
      return {peer: {userId: peer, nick: '', avatar: ''}, unread, time: between.at(-1)!.time, last: between.at(-1)};
    });
  }

  between(one: string, other: string): readonly Said[] {
    return this.said.filter(({from, to}) => (from === one && to === other) || (from === other && to === one));
  }

  asSeen({from, to, ...said}: Said, userId: string): PrivateMessage {
    return {
      ...said,
      peer: from === userId ? to : from,
      own: from === userId,
      from: {userId: from, nick: '', avatar: ''},
    };
  }

  #tell(tell: (listener: Listener) => void): void {
    if (!this.deaf) for (const listener of this.#listeners) tell(listener);
  }
}

const peerFor =
  (userId: string) =>
  ({from, to}: Said) =>
    from === userId ? to : from;

class MemoryPrivateDriver implements PrivateChatDriver {
  readonly #talk: MemoryPrivateTalk;
  readonly #userId: string;
  readonly #profiles: () => readonly Profile[];

  constructor(talk: MemoryPrivateTalk, userId: string, profiles: () => readonly Profile[]) {
    this.#talk = talk;
    this.#userId = userId;
    this.#profiles = profiles;
  }

  contacts(): Promise<readonly PrivateContact[]> {
    return Promise.resolve(this.#talk.contactsOf(this.#userId));
  }

  history(peer: string, before?: string): Promise<PrivatePage> {
    const all = this.#talk.between(this.#userId, peer);
    const end = before === undefined ? all.length : Number(before);
    const start = Math.max(0, end - PAGE);
    const messages = all.slice(start, end).map((one) => this.#talk.asSeen(one, this.#userId));
    return Promise.resolve({messages, before: start ? `${start}` : undefined});
  }

  async say(peer: string, text: string): Promise<PrivateMessage> {
    await Promise.resolve();
    return this.#talk.asSeen(this.#talk.say(this.#userId, peer, text), this.#userId);
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
    return this.#talk.asSeen(this.#talk.say(this.#userId, peer, '', media), this.#userId);
  }

  markRead(peer: string): Promise<void> {
    this.#talk.read(this.#userId, peer);
    return Promise.resolve();
  }

  async recall(id: string): Promise<void> {
    await Promise.resolve();
    if (!this.#talk.said.some((one) => one.id === id)) throw new LiveError('REFUSED', 'there is no such message');
    this.#talk.takeBack(id);
  }

  profile(userId: string): Promise<Profile | undefined> {
    return Promise.resolve(this.#profiles().find((profile) => profile.userId === userId));
  }
}
