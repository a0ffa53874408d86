import type {ChatSDK, Message, default as TencentCloudChat} from '@tencentcloud/chat';
import {throwIfAborted} from '../../protocol/abort.js';
import {encodeCustom, encodeExtras} from '../../protocol/codec.js';
import {LiveError} from '../../protocol/errors.js';
import {decodeMedia} from '../../protocol/media.js';
import type {Credentials, GroupInfo, ChatDriver, JoinRequest} from '../chat-driver.js';
import type {Profile} from '../profile.js';
import type {FileMessage, OutgoingComment, SendReceipt, SentFile, Uploader} from '../outgoing-messages.js';
import type {JoinedRoom} from './joined-room.js';
import type {TencentSdk} from './tencent-sdk.js';
import {ChatClient} from './tencent-chat-client.js';
import type {PrivateChatDriver, PrivateChatSink} from '../private-chat-driver.js';
import {toLiveError} from './tencent-chat-errors.js';
import {profileOf, type SdkMessage} from './tencent-chat-messages.js';
import type {LoadPrivateChats, PrivateConnection} from './tencent-chat-private.js';

/** The SDK's method that makes a message from a file, by kind. */
const CREATE = {image: 'createImageMessage', sound: 'createAudioMessage', video: 'createVideoMessage'} as const;

interface Recipient {
  readonly to: string;
  readonly conversationType: TencentCloudChat.TYPES;
}

/** A room in Tencent Chat: an AVChatRoom group. One driver object is one connection. */
export class TencentChatDriver implements ChatDriver {
  readonly #sdk: TencentSdk;
  readonly #loadPrivateChats: LoadPrivateChats;
  #client: ChatClient | undefined;
  #connection: JoinedRoom | undefined;

  constructor(sdk: TencentSdk, loadPrivateChats: LoadPrivateChats) {
    this.#sdk = sdk;
    this.#loadPrivateChats = loadPrivateChats;
  }

  async join({roomId, sdkAppId, credentials, server, sink, signal}: JoinRequest): Promise<GroupInfo> {
    if (!(Number.isInteger(sdkAppId) && sdkAppId > 0))
      throw new LiveError('BAD_CONFIG', `sdkAppId must be a positive integer, not ${sdkAppId}`);
    this.#client = ChatClient.for(this.#sdk, sdkAppId);
    this.#connection = {roomId, credentials, server, sink, signal};
    return this.#client.joinRoom(this.#connection);
  }

  async renew(credentials: Credentials | undefined): Promise<void> {
    this.#requireJoined();
    await this.#client!.renew(this.#connection!, credentials); // `#requireJoined` has checked both.
  }

  async say({text, reply, style, question}: OutgoingComment): Promise<SendReceipt> {
    const {MSG_PRIORITY_NORMAL: priority} = this.#sdk.TYPES;
    const extras = (reply || question) && {cloudCustomData: encodeExtras({reply, question})};
    const styled = style && encodeCustom({type: 'danmaku', text, ...style});
    const {
      ID: id,
      sequence: seq,
      time,
    } = await this.#send((chat, to) =>
      styled
        ? chat.createCustomMessage({...to, priority, payload: styled})
        : chat.createTextMessage({...to, ...extras, priority, payload: {text}}),
    );
    return {id, seq, time};
  }

  async sendFile(file: FileMessage, uploader: Uploader): Promise<SentFile> {
    const {ID: id, sequence: seq, time, payload} = await this.#upload(file, uploader);
    return {id, seq, time, media: decodeMedia(file.kind, payload)};
  }

  async privateChats(sink: PrivateChatSink, signal: AbortSignal): Promise<PrivateChatDriver> {
    const {TencentPrivateChats} = await this.#loadPrivateChats();
    throwIfAborted(signal);
    const {chat} = this.#requireJoined();
    const userId = this.#connection?.credentials?.userId;
    if (!userId) throw new LiveError('LOGIN_NEEDED', 'a guest watches only');
    const connection: PrivateConnection = {
      chat,
      sdk: this.#sdk,
      userId,
      signal,
      say: (peer, text) => this.#send((sdk, to) => sdk.createTextMessage({...to, payload: {text}}), peer),
      sendFile: (peer, file, uploader) => this.#upload(file, uploader, peer),
      profile: (peer) => this.profile(peer),
    };
    return new TencentPrivateChats(connection, sink);
  }

  async like(count: number): Promise<void> {
    const {MSG_PRIORITY_LOW} = this.#sdk.TYPES;
    const payload = encodeCustom({type: 'like', count});
    await this.#send((chat, to) => chat.createCustomMessage({...to, priority: MSG_PRIORITY_LOW, payload}));
  }

  async onlineCount(): Promise<number> {
    const {chat, roomId} = this.#requireJoined();
    try {
      const {data} = (await chat.getGroupOnlineMemberCount(roomId)) as {data: {memberCount: number}};
      return data.memberCount;
    } catch (reason) {
      throw toLiveError(reason, 'CONNECTION_LOST', 'cannot read the number of viewers');
    }
  }

  async profile(userId: string): Promise<Profile | undefined> {
    const {chat, guest} = this.#requireJoined();
    if (guest) return undefined;
    try {
      const {data} = (await chat.getUserProfile({userIDList: [userId]})) as {data: {nick?: string; avatar?: string}[]};
      const [found] = data;
      return found && profileOf(userId, found.nick, found.avatar);
    } catch (reason) {
      throw toLiveError(reason, 'CONNECTION_LOST', `cannot read the profile of "${userId}"`);
    }
  }

  async leave(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection) await this.#client?.leaveRoom(connection).catch(() => undefined); // `leave` never rejects.
  }

  /** Uploads a file and sends it. Returns the message with the payload that other viewers receive. */
  async #upload(
    {kind, file, seconds = 0, onProgress, signal}: FileMessage,
    uploader: Uploader,
    peer?: string,
  ): Promise<SdkMessage> {
    const {MSG_PRIORITY_NORMAL: priority} = this.#sdk.TYPES;
    this.#sdk.setUploader(uploader);
    // The SDK reads this property, in milliseconds for sound and in seconds for video (3.6.6).
    Object.assign(file, {duration: kind === 'sound' ? seconds * 1_000 : seconds});
    const cancel = () => uploader.cancelUpload(file);
    signal.addEventListener('abort', cancel, {once: true});
    try {
      const create = (chat: ChatSDK, to: Recipient) =>
        chat[CREATE[kind]]({...to, priority, payload: {file}, onProgress: onProgress});
      const message = await this.#send(create, peer);
      return {...message, payload: uploader.sentPayload(message.payload, file)};
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  /** @param peer User id of the receiver of a private message. Undefined for the room. */
  async #send(create: (chat: ChatSDK, to: Recipient) => Message, peer?: string): Promise<SdkMessage> {
    const {chat, roomId, guest} = this.#requireJoined();
    if (guest) throw new LiveError('LOGIN_NEEDED', 'a guest watches only');
    const {CONV_C2C, CONV_GROUP} = this.#sdk.TYPES;
    const to = peer === undefined ? {to: roomId, conversationType: CONV_GROUP} : {to: peer, conversationType: CONV_C2C};
    try {
      // Signed out, the SDK returns a rejected promise instead of a message (3.6.6). Without `await` it would be an
      // unhandled rejection.
      const created: unknown = create(chat, to);
      const {data} = (await chat.sendMessage((await created) as Message)) as {data: {message: SdkMessage}};
      return data.message;
    } catch (reason) {
      const error = toLiveError(reason, 'REFUSED', 'the service did not accept the message');
      if (error.code === 'NOT_JOINED') this.#client?.check();
      throw error;
    }
  }

  #requireJoined(): {readonly chat: ChatSDK; readonly roomId: string; readonly guest: boolean} {
    if (!this.#connection || !this.#client) throw new LiveError('NOT_JOINED', 'the room is not joined');
    return {chat: this.#client.requireChat(), roomId: this.#connection.roomId, guest: !this.#connection.credentials};
  }
}
