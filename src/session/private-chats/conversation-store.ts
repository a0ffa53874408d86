import type {PrivateMessage} from '../../drivers/private-chat-driver.js';
import type {FileUploads} from '../messages/file-uploads.js';
import type {Comment} from '../state/slices/comments.js';
import type {Conversation} from '../state/slices/private-chats.js';
import {mergeMessages, withOwnComment} from './conversation.js';
import type {PrivateChatsSession} from './private-chats-session.js';

/** A conversation, with fields that its state does not have. */
export interface ConversationRecord {
  state: Conversation;
  /** The cursor of the next earlier page. */
  earlierCursor: string | undefined;
  /** True once the newest page was requested. */
  isHistoryStarted: boolean;
  readonly uploads: FileUploads;
}

/** The viewer's conversations by peer. Publishes them after each change. */
export class ConversationStore {
  readonly #session: PrivateChatsSession;
  readonly #records = new Map<string, ConversationRecord>();

  constructor(session: PrivateChatsSession) {
    this.#session = session;
  }

  get all(): readonly ConversationRecord[] {
    return [...this.#records.values()];
  }

  get(peer: string): ConversationRecord | undefined {
    return this.#records.get(peer);
  }

  /** Does not publish. */
  add(state: Conversation, uploads: FileUploads): ConversationRecord {
    const record = {state, earlierCursor: undefined, isHistoryStarted: false, uploads};
    this.#records.set(state.peer.userId, record);
    return record;
  }

  update(record: ConversationRecord, change: Partial<Conversation>): void {
    const {state} = record;
    record.state = {...state, last: change.list?.at(-1) ?? state.last, ...change};
    this.publish();
  }

  /** Adds or updates the viewer's own message. */
  setOwnComment(record: ConversationRecord, comment: Comment): void {
    const {list, time} = record.state;
    this.update(record, {time: Math.max(time, comment.time), list: withOwnComment(list, comment)});
  }

  /** Removes the messages with this key. */
  remove(record: ConversationRecord, key: string): void {
    this.update(record, {list: record.state.list.filter((comment) => comment.key !== key)});
  }

  /** Merges messages into the list by time, each once. A change of `history` marks an earlier page. */
  merge(record: ConversationRecord, messages: readonly PrivateMessage[], change: Partial<Conversation> = {}): void {
    this.update(record, {...mergeMessages(record.state, messages, 'history' in change), ...change});
  }

  markReadByPeer(ids: readonly string[]): void {
    for (const record of this.all) {
      const list = record.state.list.map((comment) =>
        ids.includes(comment.id!) && !comment.readByPeer ? {...comment, readByPeer: true} : comment,
      );
      this.update(record, {list});
    }
  }

  removeRecalled(ids: readonly string[]): void {
    for (const record of this.all) {
      this.update(record, {list: record.state.list.filter((comment) => !ids.includes(comment.id!))});
    }
  }

  publish(): void {
    if (this.#session.signal.aborted) return;
    const conversations = this.all.map(({state}) => state);
    this.#session.publish(conversations.sort((one, other) => other.time - one.time));
  }
}
