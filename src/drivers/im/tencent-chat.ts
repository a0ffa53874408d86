import type {ChatSDK, Message, default as TencentCloudChat} from '@tencentcloud/chat';
import {encodeCustom} from '../../protocol/codec.js';
import {LiveError} from '../../protocol/errors.js';
import {NICK_MAX_CHARS} from '../../protocol/limits.js';
import {safeAddress} from '../../protocol/address.js';
import type {Credentials, GroupFacts, ImDriver, JoinRequest, Profile, Sent} from '../driver.js';
import {ChatClient, type Stay, type TencentSdk} from './tencent-chat-client.js';
import {fromSdk} from './tencent-chat-errors.js';

/** A live room of Tencent Chat: an AVChatRoom group. One driver is one stay. */
export class TencentChatDriver implements ImDriver {
  readonly #sdk: TencentSdk;
  #client: ChatClient | undefined;
  #stay: Stay | undefined;

  constructor(sdk: TencentSdk) {
    this.#sdk = sdk;
  }

  async join({roomId, sdkAppId, credentials, server, sink, signal}: JoinRequest): Promise<GroupFacts> {
    if (!(Number.isInteger(sdkAppId) && sdkAppId > 0))
      throw new LiveError('BAD_CONFIG', `the app id must be a whole number, not ${sdkAppId}`);
    this.#client = ChatClient.for(this.#sdk, sdkAppId);
    this.#stay = {roomId, credentials, server, sink, signal};
    return this.#client.enter(this.#stay);
  }

  async renew(credentials: Credentials | undefined): Promise<void> {
    this.#require();
    await this.#client!.renew(this.#stay!, credentials); // Both are there, or the line above threw.
  }

  say(text: string): Promise<Sent> {
    const {MSG_PRIORITY_NORMAL} = this.#sdk.TYPES;
    return this.#send((chat, to) => chat.createTextMessage({...to, priority: MSG_PRIORITY_NORMAL, payload: {text}}));
  }

  async like(count: number): Promise<void> {
    const {MSG_PRIORITY_LOW} = this.#sdk.TYPES;
    const payload = encodeCustom({type: 'like', count});
    await this.#send((chat, to) => chat.createCustomMessage({...to, priority: MSG_PRIORITY_LOW, payload}));
  }

  async onlineCount(): Promise<number> {
    const {chat, roomId} = this.#require();
    try {
      const {data} = (await chat.getGroupOnlineMemberCount(roomId)) as {data: {memberCount: number}};
      return data.memberCount;
    } catch (reason) {
      throw fromSdk(reason, 'CONNECTION_LOST', 'the number of viewers was not answered');
    }
  }

  async profile(userId: string): Promise<Profile | undefined> {
    const {chat, guest} = this.#require();
    if (guest) return undefined;
    try {
      const {data} = (await chat.getUserProfile({userIDList: [userId]})) as {data: {nick?: string; avatar?: string}[]};
      const [found] = data;
      return (
        found && {userId, nick: (found.nick ?? '').slice(0, NICK_MAX_CHARS), avatar: safeAddress(found.avatar) ?? ''}
      );
    } catch (reason) {
      throw fromSdk(reason, 'CONNECTION_LOST', `the profile of "${userId}" was not answered`);
    }
  }

  async leave(): Promise<void> {
    const stay = this.#stay;
    this.#stay = undefined;
    if (stay) await this.#client?.exit(stay).catch(() => undefined); // Leaving never fails: what could not be said is forgotten.
  }

  async #send(
    create: (chat: ChatSDK, to: {to: string; conversationType: TencentCloudChat.TYPES}) => Message,
  ): Promise<Sent> {
    const {chat, roomId: to, guest} = this.#require();
    if (guest) throw new LiveError('LOGIN_NEEDED', 'a guest watches only');
    try {
      // Signed out, the SDK makes no message but a promise that rejects (3.6.6): not awaited, it would be thrown into the page.
      const making: unknown = create(chat, {to, conversationType: this.#sdk.TYPES.CONV_GROUP});
      const {data} = (await chat.sendMessage((await making) as Message)) as {
        data: {message: {ID: string; sequence: number; time: number}};
      };
      const {ID: id, sequence: seq, time} = data.message;
      return {id, seq, time};
    } catch (reason) {
      const error = fromSdk(reason, 'REFUSED', 'it was not taken');
      if (error.code === 'NOT_JOINED') this.#client?.check();
      throw error;
    }
  }

  #require(): {readonly chat: ChatSDK; readonly roomId: string; readonly guest: boolean} {
    if (!this.#stay || !this.#client) throw new LiveError('NOT_JOINED', 'the room is not joined');
    return {chat: this.#client.requireChat(), roomId: this.#stay.roomId, guest: !this.#stay.credentials};
  }
}
