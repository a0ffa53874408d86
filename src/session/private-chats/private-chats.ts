import type {PrivateContact, PrivateChatDriver, PrivateMessage} from '../../drivers/private-chat-driver.js';
import {throwIfAborted} from '../../protocol/abort.js';
import {limitMarksIn} from '../../protocol/text/combining-marks.js';
import {LiveError} from '../../protocol/errors.js';
import {COMMENT_MAX_BYTES, exceedsBytes} from '../../protocol/limits.js';
import {FileUploads, type OutgoingFile} from '../messages/file-uploads.js';
import {failPending, ownComment, type Comment} from '../state/slices/comments.js';
import type {Conversation} from '../state/slices/private-chats.js';
import {ConversationHistory} from './conversation-history.js';
import {ConversationStore, type ConversationRecord} from './conversation-store.js';
import {emptyConversation} from './conversation.js';
import {isUserId, OpenedPeers} from './opened-peers.js';
import {connectionError} from '../connection-error.js';
import type {PrivateChatsSession} from './private-chats-session.js';

/** A user id, or the role of the peer. */
export type PeerName = 'host' | 'service' | (string & {});

/**
 * The viewer's private conversations. Tencent lets any user write to any other, so messages are accepted only from the
 * host, the service account and peers that the viewer has opened. The host and the operators receive messages from
 * everybody.
 */
export class PrivateChats {
  readonly #session: PrivateChatsSession;
  readonly #store: ConversationStore;
  readonly #opened: OpenedPeers;
  #driver!: PrivateChatDriver;
  #history!: ConversationHistory;
  #contacts: readonly PrivateContact[] = [];
  #ownCommentCount = 0;

  private constructor(session: PrivateChatsSession) {
    this.#session = session;
    this.#store = new ConversationStore(session);
    this.#opened = new OpenedPeers(session);
    // A room joined again keeps its conversations.
    for (const conversation of session.state().privateChats.conversations) {
      const {peer, list} = conversation;
      if (this.#isAccepted(peer.userId)) this.#add({...conversation, list: failPending(list)});
    }
  }

  /** Starts to receive messages. Resolves when the list of contacts is loaded. */
  static async start(session: PrivateChatsSession): Promise<PrivateChats> {
    const chats = new PrivateChats(session);
    const driver = await session.driver({
      isShown: (peer) => chats.#isAccepted(peer),
      messages: (batch) => chats.#handleMessages(batch),
      contacts: (all) => chats.#handleContacts(all),
      readByPeer: (ids) => chats.#store.markReadByPeer(ids),
      recalled: (ids) => chats.#store.removeRecalled(ids),
    });
    chats.#driver = driver;
    chats.#history = new ConversationHistory(driver, chats.#store);
    chats.#handleContacts(await driver.contacts());
    return chats;
  }

  /**
   * Opens a conversation and loads its newest messages. Rejects with `REFUSED` for an invalid user id or the viewer's
   * own.
   */
  async open(peer: string): Promise<void> {
    if (!isUserId(peer) || peer === this.#session.userId)
      throw new LiveError('REFUSED', `cannot open a private conversation with "${peer}"`);
    if (!this.#isRole(peer)) this.#opened.add(peer);
    const record = this.#recordOf(peer);
    if (!record.state.peer.nick) void this.#loadProfile(record);
    this.#store.publish();
    await this.#history.start(record);
  }

  /**
   * Sends a message. It is in `state.privateChats` at once as `pending`.
   *
   * Rejects with `TOO_LONG` (over 8,000 UTF-8 bytes), or the reason of the service's refusal.
   */
  async say(peer: string, text: string): Promise<{readonly id: string; readonly text: string}> {
    const trimmed = text.trim();
    if (!trimmed) throw new LiveError('REFUSED', 'the message is empty');
    if (exceedsBytes(trimmed, COMMENT_MAX_BYTES))
      throw new LiveError('TOO_LONG', `a message has at most ${COMMENT_MAX_BYTES} bytes`);
    return this.#send(peer, this.#ownComment({kind: 'text', text: trimmed}));
  }

  /**
   * Sends an image, a voice message or a video. Rejects with the reason of the service's refusal, or with an
   * `AbortError` after `cancel`.
   */
  async sendFile(peer: string, file: OutgoingFile): Promise<{readonly id: string}> {
    return this.#recordOf(peer).uploads.send(this.#ownComment({kind: file.kind, text: ''}), file);
  }

  /** Sends a failed message again. */
  async resend(peer: string, key: string): Promise<{readonly id: string; readonly text: string}> {
    const {state, uploads} = this.#recordOf(peer);
    const comment = state.list.find((other) => other.key === key && other.delivery === 'failed');
    if (!comment) throw new LiveError('REFUSED', `no failed message with the key "${key}"`);
    if (uploads.has(key)) return {...(await uploads.resend(comment)), text: ''};
    return this.#send(peer, {...comment, delivery: 'pending', refusal: undefined});
  }

  /** Cancels an upload or drops a failed message. */
  cancel(peer: string, key: string): void {
    const record = this.#recordOf(peer);
    const isSent = record.state.list.some((comment) => comment.key === key && comment.delivery === 'sent');
    if (record.uploads.has(key)) record.uploads.cancel(key);
    else if (!isSent) this.#store.remove(record, key);
  }

  /** Recalls the viewer's own message within two minutes. */
  async recall(peer: string, key: string): Promise<void> {
    const record = this.#recordOf(peer);
    const comment = record.state.list.find((other) => other.key === key);
    if (!comment?.id) throw new LiveError('REFUSED', `no sent message with the key "${key}"`);
    await this.#driver.recall(comment.id);
    this.#store.remove(record, key);
  }

  /** Loads messages from before the start of the list. */
  async loadEarlier(peer: string): Promise<void> {
    await this.#history.loadEarlier(this.#recordOf(peer));
  }

  /** Marks the conversation as read and notifies the other person. */
  async markRead(peer: string): Promise<void> {
    const record = this.#store.get(peer);
    if (!record?.state.unread) return;
    this.#store.update(record, {unread: 0});
    await this.#driver.markRead(peer);
  }

  /** Loads messages missed while the connection was lost. */
  async catchUp(): Promise<void> {
    const [contacts] = await Promise.all([this.#driver.contacts(), this.#history.catchUp()]);
    this.#handleContacts(contacts);
  }

  get #runsTheRoom(): boolean {
    const {host, operators} = this.#session.state().room;
    return this.#session.userId === host?.userId || operators.includes(this.#session.userId);
  }

  #isRole(peer: string): boolean {
    const {host, serviceUserId} = this.#session.state().room;
    return peer === host?.userId || peer === serviceUserId;
  }

  #isAccepted(peer: string): boolean {
    return this.#isRole(peer) || this.#opened.has(peer) || this.#runsTheRoom;
  }

  #recordOf(peer: string): ConversationRecord {
    const known = this.#store.get(peer);
    if (known) return known;
    const contact = this.#contacts.find((other) => other.peer.userId === peer)?.peer;
    const {host} = this.#session.state().room;
    const profile = !contact?.nick && peer === host?.userId ? host : contact;
    return this.#add(emptyConversation(profile ?? {userId: peer, nick: '', avatar: ''}));
  }

  #add(conversation: Conversation): ConversationRecord {
    const {userId} = conversation.peer;
    const uploads = new FileUploads({
      send: async (outgoing, onProgress, signal) => {
        const uploader = await this.#session.uploader();
        throwIfAborted(signal);
        const sent = await this.#driver.sendFile(userId, {...outgoing, onProgress, signal}, uploader);
        return {id: sent.id, seq: 0, time: sent.time, media: sent.media};
      },
      update: (comment) => this.#store.setOwnComment(record, comment),
      remove: (key) => this.#store.remove(record, key),
    });
    const record = this.#store.add(conversation, uploads);
    this.#session.signal.addEventListener('abort', () => uploads.clear(), {once: true});
    return record;
  }

  async #loadProfile(record: ConversationRecord): Promise<void> {
    const {userId} = record.state.peer;
    const profile = await this.#driver.profile(userId).catch(() => undefined); // The user id is shown instead.
    if (profile) this.#store.update(record, {peer: profile});
  }

  #handleMessages(batch: readonly PrivateMessage[]): void {
    for (const message of batch) {
      if (!this.#isAccepted(message.peer)) continue;
      const record = this.#recordOf(message.peer);
      const {list, unread} = record.state;
      const isNew = !list.some(({id}) => id === message.id);
      this.#store.merge(record, [message], {unread: unread + Number(isNew && !message.own)});
    }
  }

  #handleContacts(all: readonly PrivateContact[]): void {
    this.#contacts = all;
    for (const {peer, unread, time, last} of all) {
      if (!this.#isAccepted(peer.userId)) continue;
      const record = this.#recordOf(peer.userId);
      const {state} = record;
      record.state = {
        ...state,
        peer: peer.nick ? peer : state.peer,
        unread,
        time: Math.max(time, state.time),
        last: state.list.at(-1) ?? (last && limitMarksIn(last)),
      };
    }
    this.#store.publish();
  }

  async #send(peer: string, comment: Comment): Promise<{readonly id: string; readonly text: string}> {
    const record = this.#recordOf(peer);
    this.#store.setOwnComment(record, comment);
    try {
      const {id, time} = await this.#driver.say(peer, comment.text);
      this.#store.setOwnComment(record, {...comment, id, time, delivery: 'sent'});
      return {id, text: comment.text};
    } catch (reason) {
      const error = connectionError(reason, 'the message was not sent');
      this.#store.setOwnComment(record, {...comment, delivery: 'failed', refusal: error.code});
      throw error;
    }
  }

  #ownComment(content: Pick<Comment, 'kind' | 'text'>): Comment {
    const {userId} = this.#session;
    const {profile, level} = this.#session.state().viewer;
    const from = {userId, nick: '', avatar: '', ...profile, level, badges: []};
    return ownComment(`private-${++this.#ownCommentCount}`, from, content, this.#session.now());
  }
}
