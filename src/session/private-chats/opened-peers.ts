import {listOf, StoredSetting} from '../stored-setting.js';
import type {PrivateChatsSession} from './private-chats-session.js';

/**
 * Peers with whom this browser's viewers opened a conversation, at most. Their new messages count as unread after a
 * reload too.
 */
const OPENED_MAX = 50;
const USER_ID = /^[\w-]{1,32}$/;

interface OpenedPeer {
  readonly viewerId: string;
  readonly peer: string;
}

const stored = new StoredSetting<{readonly opened: readonly OpenedPeer[]}>('live-room:private', (value) => {
  const {opened} = (value ?? {}) as {readonly opened?: unknown};
  const parse = (item: unknown) => {
    const {viewerId, peer} = (item ?? {}) as Partial<Record<keyof OpenedPeer, unknown>>;
    return typeof viewerId === 'string' && typeof peer === 'string' && isUserId(peer) ? {viewerId, peer} : undefined;
  };
  return {opened: listOf(opened, OPENED_MAX, parse)};
});

export function isUserId(peer: string): boolean {
  return USER_ID.test(peer);
}

/** The peers with whom a viewer has opened a conversation in this browser. */
export class OpenedPeers {
  readonly #userId: string;
  readonly #peers: Set<string>;

  constructor({userId, signal}: Pick<PrivateChatsSession, 'userId' | 'signal'>) {
    this.#userId = userId;
    stored.subscribe(() => undefined, {signal}); // Keeps the peers that another tab has opened.
    this.#peers = new Set(stored.current.opened.filter(({viewerId}) => viewerId === userId).map(({peer}) => peer));
  }

  has(peer: string): boolean {
    return this.#peers.has(peer);
  }

  add(peer: string): void {
    if (this.#peers.has(peer)) return;
    this.#peers.add(peer);
    stored.change({opened: [...stored.current.opened, {viewerId: this.#userId, peer}]});
  }
}
