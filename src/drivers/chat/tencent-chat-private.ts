import type {ChatSDK, Message} from '@tencentcloud/chat';
import type {LiveError} from '../../protocol/errors.js';
import type {Content} from '../../protocol/messages.js';
import type {Profile} from '../profile.js';
import type {FileMessage, Uploader} from '../outgoing-messages.js';
import type {
  LastMessage,
  PrivateContact,
  PrivateChatDriver,
  PrivateMessage,
  PrivatePage,
  PrivateChatSink,
} from '../private-chat-driver.js';
import type {TencentSdk} from './tencent-sdk.js';
import {toLiveError} from './tencent-chat-errors.js';
import {contentOfMessage, profileOf, type SdkMessage} from './tencent-chat-messages.js';

/** The SDK's prefix of a user id in a conversation's name. */
const C2C = 'C2C';

/** Conversations whose last message is loaded in full: the newest ones that the page shows. */
const PREVIEWS_MAX = 20;

/** The SDK's private message. */
interface SdkPrivateMessage extends SdkMessage {
  readonly flow?: string;
  readonly isPeerRead?: boolean;
  readonly isRevoked?: boolean;
}

interface SdkLastMessage {
  readonly lastTime?: number;
  readonly type?: string;
  readonly payload?: unknown;
  readonly isRevoked?: boolean;
}

interface SdkConversation {
  readonly conversationID: string;
  readonly unreadCount?: number;
  readonly userProfile?: {readonly nick?: string; readonly avatar?: string};
  readonly lastMessage?: SdkLastMessage;
}

/** The signed-in SDK of a driver, and the driver's functions that this module uses. */
export interface PrivateConnection {
  readonly chat: ChatSDK;
  readonly sdk: TencentSdk;
  readonly userId: string;
  /** Aborted when the connection ends. */
  readonly signal: AbortSignal;
  say(peer: string, text: string): Promise<SdkMessage>;
  /** Returns the message with its payload as other viewers receive it. */
  sendFile(peer: string, file: FileMessage, uploader: Uploader): Promise<SdkMessage>;
  profile(userId: string): Promise<Profile | undefined>;
}

/** Loads this module. */
export type LoadPrivateChats = () => Promise<{readonly TencentPrivateChats: typeof TencentPrivateChats}>;

/** Private conversations over Tencent Chat. */
export class TencentPrivateChats implements PrivateChatDriver {
  readonly #connection: PrivateConnection;
  /** Own SDK messages by id. The SDK needs the message itself to recall it. */
  readonly #ownSdkMessages = new Map<string, unknown>();
  readonly #sink: PrivateChatSink;
  /** The last message by peer, with all elements. The SDK's conversation has only the first element (3.6.6). */
  readonly #previews = new Map<string, {readonly id: string; readonly time: number; readonly last: LastMessage}>();
  /** The SDK's last list of conversations. */
  #conversations: unknown;

  constructor(connection: PrivateConnection, sink: PrivateChatSink) {
    this.#connection = connection;
    this.#sink = sink;
    const {EVENT} = connection.sdk;
    this.#listen(EVENT.MESSAGE_RECEIVED, (data) => {
      const messages = this.#decode(data);
      if (messages.length) sink.messages(messages);
    });
    this.#listen(EVENT.MESSAGE_READ_BY_PEER, (data) => sink.readByPeer(this.#idsOf(data)));
    this.#listen(EVENT.MESSAGE_REVOKED, (data) => {
      const ids = this.#idsOf(data);
      this.#deletePreviews(ids);
      sink.recalled(ids);
    });
    this.#listen(EVENT.CONVERSATION_LIST_UPDATED, (data) => sink.contacts(this.#decodeContacts(data)));
  }

  async contacts(): Promise<readonly PrivateContact[]> {
    const {chat} = this.#connection;
    const {data} = (await this.#request(() => chat.getConversationList(), 'loading the contacts')) as {
      data: {conversationList: unknown};
    };
    const contacts = this.#decodeContacts(data.conversationList);
    void this.#loadPreviews(contacts);
    return contacts;
  }

  /** Passes the contacts to the sink again when their last messages are loaded in full. */
  async #loadPreviews(contacts: readonly PrivateContact[]): Promise<void> {
    const shown = contacts.filter(({peer}) => this.#sink.isShown(peer.userId));
    const unknown = shown.filter(({peer, last, time}) => last && this.#previews.get(peer.userId)?.time !== time);
    const newest = unknown.sort((one, other) => other.time - one.time).slice(0, PREVIEWS_MAX);
    for (const {peer} of newest) {
      if (this.#connection.signal.aborted) return;
      try {
        await this.history(peer.userId);
      } catch {
        return; // The preview shows the first element until the connection is back.
      }
    }
    if (newest.length && !this.#connection.signal.aborted)
      this.#sink.contacts(this.#decodeContacts(this.#conversations));
  }

  async history(peer: string, before?: string): Promise<PrivatePage> {
    const {chat} = this.#connection;
    const options = {conversationID: `${C2C}${peer}`, ...(before && {nextReqMessageID: before})};
    const {data} = (await this.#request(() => chat.getMessageList(options), 'loading private messages')) as {
      data: {messageList: unknown; nextReqMessageID?: string; isCompleted?: boolean};
    };
    const {nextReqMessageID, isCompleted} = data;
    return {messages: this.#decode(data.messageList), before: isCompleted ? undefined : nextReqMessageID || undefined};
  }

  async say(peer: string, text: string): Promise<PrivateMessage> {
    return this.#decodeSent(peer, await this.#connection.say(peer, text));
  }

  async sendFile(peer: string, file: FileMessage, uploader: Uploader): Promise<PrivateMessage> {
    return this.#decodeSent(peer, await this.#connection.sendFile(peer, file, uploader));
  }

  async markRead(peer: string): Promise<void> {
    await this.#request(
      () => this.#connection.chat.setMessageRead({conversationID: `${C2C}${peer}`}),
      'marking the conversation as read',
    );
  }

  async recall(id: string): Promise<void> {
    const message = this.#ownSdkMessages.get(id);
    if (!message) throw connectionError(undefined, 'no own message with this id');
    await this.#request(() => this.#connection.chat.revokeMessage(message as Message), 'recalling the message');
    this.#ownSdkMessages.delete(id);
    this.#deletePreviews([id]);
  }

  profile(userId: string): Promise<Profile | undefined> {
    return this.#connection.profile(userId);
  }

  #listen(event: string, listener: (data: unknown) => void): void {
    const {chat, signal} = this.#connection;
    const handle = ({data}: {data: unknown}) => signal.aborted || listener(data);
    chat.on(event, handle); // The SDK's own constant, which its types name differently (3.6.6).
    signal.addEventListener('abort', () => chat.off(event as never, handle), {once: true});
  }

  async #request<T>(send: () => Promise<T>, attempt: string): Promise<T> {
    try {
      return await send();
    } catch (reason) {
      throw connectionError(reason, `${attempt} failed`);
    }
  }

  /**
   * Decodes private messages. The SDK passes the room's messages too. Any user can send one, so every field is checked.
   */
  #decode(data: unknown): readonly PrivateMessage[] {
    return list(data).flatMap((item) => {
      const message = item as SdkPrivateMessage;
      const {conversationID, flow, isRevoked} = message;
      if (!isPrivate(conversationID) || isRevoked) return [];
      const content = contentOfMessage(message);
      if (content?.type !== 'comment' || typeof message.ID !== 'string' || !Number.isSafeInteger(message.time))
        return [];
      const own = flow === 'out';
      if (own) this.#ownSdkMessages.set(message.ID, item);
      return [this.#message(conversationID.slice(C2C.length), message, own, content)];
    });
  }

  #decodeSent(peer: string, message: SdkMessage): PrivateMessage {
    const content = contentOfMessage(message);
    if (content?.type !== 'comment') throw connectionError(undefined, 'the service did not accept the message');
    return this.#message(peer, message, true, content);
  }

  #message(
    peer: string,
    {ID: id, time, from, nick, avatar, isPeerRead}: SdkPrivateMessage,
    own: boolean,
    {kind, text, media, parts}: Extract<Content, {type: 'comment'}>,
  ): PrivateMessage {
    const sender = profileOf(own ? this.#connection.userId : from, nick, avatar);
    const isNewest = time >= (this.#previews.get(peer)?.time ?? 0);
    if (isNewest && this.#sink.isShown(peer)) this.#previews.set(peer, {id, time, last: {kind, text, parts}});
    return {id, peer, from: sender, own, time, kind, text, media, parts, readByPeer: isPeerRead === true};
  }

  #idsOf(data: unknown): readonly string[] {
    return list(data)
      .map((item) => item as SdkPrivateMessage)
      .filter(({conversationID, ID}) => isPrivate(conversationID) && typeof ID === 'string')
      .map(({ID}) => ID);
  }

  /** Removes recalled messages from the previews. */
  #deletePreviews(ids: readonly string[]): void {
    for (const [peer, {id}] of this.#previews) if (ids.includes(id)) this.#previews.delete(peer);
  }

  #previewOf(peer: string, message: SdkLastMessage = {}): PrivateContact['last'] {
    if (message.isRevoked) return undefined; // The SDK keeps its text (3.6.6).
    const known = this.#previews.get(peer);
    if (known && known.time === message.lastTime) return known.last;
    const content = contentOfMessage(message);
    return content?.type === 'comment' ? {kind: content.kind, text: content.text} : undefined;
  }

  #decodeContacts(data: unknown): PrivateContact[] {
    this.#conversations = data;
    return list(data)
      .map((item) => item as SdkConversation)
      .filter(({conversationID}) => isPrivate(conversationID))
      .map(({conversationID, unreadCount = 0, userProfile = {}, lastMessage}) => ({
        peer: profileOf(conversationID.slice(C2C.length), userProfile.nick, userProfile.avatar),
        unread: Math.max(0, unreadCount) || 0,
        time: lastMessage?.lastTime ?? 0,
        last: this.#previewOf(conversationID.slice(C2C.length), lastMessage),
      }));
  }
}

function connectionError(reason: unknown, attempt: string): LiveError {
  return toLiveError(reason, 'CONNECTION_LOST', attempt);
}

function isPrivate(conversationID: unknown): conversationID is string {
  return typeof conversationID === 'string' && conversationID.startsWith(C2C) && conversationID.length > C2C.length;
}

function list(data: unknown): readonly unknown[] {
  return Array.isArray(data) ? data : [];
}
