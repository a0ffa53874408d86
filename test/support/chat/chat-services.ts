/** Two services with one interface, for the contract tests of drivers: one in memory, and the local cloud with the real SDK. */
import type {Credentials, ChatDriver} from '../../../src/drivers/chat-driver.js';
import {TencentChatDriver} from '../../../src/drivers/chat/tencent-chat.js';
import sdk from '../../../src/drivers/chat/tencent-chat-sdk.js';
import {encodeCustom} from '../../../src/protocol/codec.js';
import {LiveError} from '../../../src/protocol/errors.js';
import type {CustomContent, RoomMessage} from '../../../src/protocol/messages.js';
import {signInBrowser, WireListener} from './browser-wire-client.ts';
import {localCloud} from './emulator-address.ts';
import {MemoryService} from '../session/memory-service.ts';

export type Signature = 'right' | 'wrong' | 'expired';

/** Another member of a room. */
export interface Listener {
  /** Ids of the received messages, in order. */
  receivedIds(): readonly string[];
  /** Ids of the received comments that are marked as questions. */
  questions(): readonly string[];
  /** Priority and data of each received custom message. */
  customs(): readonly string[];
  close(): void;
}

/** The service behind a driver, as its tests use it. */
export interface TestService {
  readonly sdkAppId: number;
  readonly server: string | undefined;
  driver(): ChatDriver;
  /** Makes a room called `Tea time` that belongs to `host`, whose nick is Mei. */
  makeRoom(roomId: string): Promise<void>;
  sign(userId: string, signature: Signature): Promise<Credentials>;
  /** Sends comments as `host`, one after another. */
  say(roomId: string, texts: readonly string[]): Promise<void>;
  listen(roomId: string, userId: string): Promise<Listener>;
  setNotice(roomId: string, text: string): Promise<void>;
  /** Sets a group custom field; an empty one is deleted. */
  setField(roomId: string, name: 'product' | 'status', value: string): Promise<void>;
  /** Sets a counter of the group. */
  setCounter(roomId: string, name: 'like' | 'heat', value: number): Promise<void>;
  /** Sends a system notification of the group to one of its members. */
  notify(roomId: string, userId: string, text: string): Promise<void>;
  /** Mutes a viewer for some seconds; 0 ends the mute. */
  mute(roomId: string, userId: string, seconds: number): Promise<void>;
  /** Recalls a message, by its sequence number. */
  takeBack(roomId: string, seq: number): Promise<void>;
  dismiss(roomId: string): Promise<void>;
  kick(userId: string): Promise<void>;
  /** Waits until the next test may begin. */
  pace(): Promise<void>;
}

/** The SDK refuses more than eight requests for profiles a second, and sends two when it joins (3.6.6). */
const SDK_LIMIT_MS = 1_000;

const HOST = {userId: 'host', nick: 'Mei', avatar: ''};
const TITLE = 'Tea time';

/** A sink that ignores everything. */
const nothing = () => undefined;
const ignoring = {
  groupChanged: nothing,
  deleted: nothing,
  notified: nothing,
  speakingDisabled: nothing,
  connected: nothing,
  ended: nothing,
};

export class MemoryTestService implements TestService {
  readonly sdkAppId = 1;
  readonly server = undefined;
  readonly #service = new MemoryService();
  readonly #rooms = new Set<string>();

  constructor() {
    const service = this.#service;
    service.rooms = this.#rooms;
    service.facts = {title: TITLE, ownerId: HOST.userId};
    service.profiles = [HOST];
    service.refusedSignatures.set('wrong', 'SIGNATURE_INVALID').set('expired', 'SIGNATURE_EXPIRED');
  }

  driver(): ChatDriver {
    return this.#service.driver();
  }

  makeRoom(roomId: string): Promise<void> {
    this.#rooms.add(roomId);
    return Promise.resolve();
  }

  sign(userId: string, signature: Signature): Promise<Credentials> {
    return Promise.resolve({sdkAppId: this.sdkAppId, userId, userSig: signature});
  }

  say(roomId: string, texts: readonly string[]): Promise<void> {
    const credentials = {sdkAppId: this.sdkAppId, userSig: 'right', ...HOST};
    const sink = {...ignoring, messages: nothing};
    const request = {roomId, sdkAppId: this.sdkAppId, credentials, sink, signal: new AbortController().signal};
    for (const text of texts) this.#service.say(request, {text});
    return Promise.resolve();
  }

  async listen(roomId: string, userId: string): Promise<Listener> {
    const driver = this.driver();
    const ids: string[] = [];
    const questions: string[] = [];
    const customs: string[] = [];
    const messages = (batch: readonly RoomMessage[]) => {
      for (const {id, content} of batch) if (content.type === 'comment' && content.question) questions.push(id);
      ids.push(...batch.map(({id}) => id));
      for (const {content} of batch) if (content.type === 'like') customs.push(`Low ${encodeCustom(content).data}`);
    };
    const credentials = await this.sign(userId, 'right');
    const sink = {...ignoring, messages};
    await driver.join({roomId, sdkAppId: this.sdkAppId, credentials, sink, signal: new AbortController().signal});
    return {
      receivedIds: () => ids,
      questions: () => questions,
      customs: () => customs,
      close: () => void driver.leave(),
    };
  }

  setNotice(roomId: string, notice: string): Promise<void> {
    this.#service.sinks((sink, request) => request.roomId === roomId && sink.groupChanged({notice}));
    return Promise.resolve();
  }

  setField(roomId: string, name: string, value: string): Promise<void> {
    this.#service.setFacts({fields: {...this.#service.facts.fields, [name]: value}}, roomId);
    return Promise.resolve();
  }

  setCounter(roomId: string, name: 'like' | 'heat', value: number): Promise<void> {
    this.#service.setFacts(name === 'like' ? {likeTotal: value} : {heat: value}, roomId);
    return Promise.resolve();
  }

  notify(roomId: string, userId: string, text: string): Promise<void> {
    this.#service.sinks((sink, request) => {
      if (request.roomId === roomId && request.credentials?.userId === userId) sink.notified(text);
    });
    return Promise.resolve();
  }

  mute(roomId: string, userId: string, seconds: number): Promise<void> {
    this.#service.mute(roomId, userId, seconds);
    return Promise.resolve();
  }

  takeBack(roomId: string, seq: number): Promise<void> {
    this.#service.sinks((sink, request) => request.roomId === roomId && sink.deleted([seq]));
    return Promise.resolve();
  }

  dismiss(roomId: string): Promise<void> {
    this.#rooms.delete(roomId);
    this.#service.sinks((sink, request) => {
      if (request.roomId === roomId) sink.ended(new LiveError('ROOM_ENDED', 'the room was dismissed'));
    });
    return Promise.resolve();
  }

  kick(userId: string): Promise<void> {
    this.#service.sinks((sink, {credentials}) => {
      if (credentials?.userId === userId) sink.ended(new LiveError('KICKED_OUT', 'signed out by the service'));
    });
    return Promise.resolve();
  }

  pace(): Promise<void> {
    return Promise.resolve();
  }
}

export class CloudTestService implements TestService {
  readonly sdkAppId = localCloud.sdkAppId;
  readonly server = localCloud.wsUrl;
  readonly #url = localCloud.url;
  readonly #secretKey = localCloud.secretKey;

  driver(): ChatDriver {
    return new TencentChatDriver(sdk, () => import('../../../src/drivers/chat/tencent-chat-private.js'));
  }

  async makeRoom(GroupId: string): Promise<void> {
    await this.#rest('im_open_login_svc/account_import', {UserID: HOST.userId, Nick: HOST.nick});
    const group = {Type: 'AVChatRoom', GroupId, Name: TITLE, Owner_Account: HOST.userId};
    await this.#rest('group_open_http_svc/create_group', group);
  }

  async sign(userId: string, signature: Signature): Promise<Credentials> {
    const secretKey = signature === 'wrong' ? 'of another app' : this.#secretKey;
    const userSig = await signInBrowser({sdkAppId: this.sdkAppId, secretKey, userId, lapsed: signature === 'expired'});
    return {sdkAppId: this.sdkAppId, userId, userSig};
  }

  async say(GroupId: string, texts: readonly string[]): Promise<void> {
    for (const Text of texts) {
      const Random = Math.floor(Math.random() * 2 ** 31);
      const MsgBody = [{MsgType: 'TIMTextElem', MsgContent: {Text}}];
      await this.#rest('group_open_http_svc/send_group_msg', {GroupId, From_Account: HOST.userId, Random, MsgBody});
    }
  }

  async listen(roomId: string, userId: string): Promise<WireListener> {
    const {userSig} = await this.sign(userId, 'right');
    return WireListener.join({server: this.server, sdkAppId: this.sdkAppId, userId, userSig, roomId});
  }

  async setNotice(GroupId: string, Notification: string): Promise<void> {
    await this.#rest('group_open_http_svc/modify_group_base_info', {GroupId, Notification});
  }

  async setField(GroupId: string, Key: string, Value: string): Promise<void> {
    await this.#rest('group_open_http_svc/modify_group_base_info', {GroupId, AppDefinedData: [{Key, Value}]});
  }

  async setCounter(GroupId: string, Key: 'like' | 'heat', Value: number): Promise<void> {
    const counter = {GroupId, GroupCounter: [{Key, Value}], Mode: 'Set'};
    await this.#rest('group_open_http_svc/update_group_counter', counter);
  }

  async notify(GroupId: string, userId: string, Content: string): Promise<void> {
    const notification = {GroupId, ToMembers_Account: [userId], Content};
    await this.#rest('group_open_http_svc/send_group_system_notification', notification);
  }

  async mute(GroupId: string, userId: string, MuteTime: number): Promise<void> {
    await this.#rest('group_open_http_svc/forbid_send_msg', {GroupId, Members_Account: [userId], MuteTime});
  }

  async takeBack(GroupId: string, MsgSeq: number): Promise<void> {
    await this.#rest('group_open_http_svc/group_msg_recall', {GroupId, MsgSeqList: [{MsgSeq}]});
  }

  async dismiss(GroupId: string): Promise<void> {
    await this.#rest('group_open_http_svc/destroy_group', {GroupId});
  }

  async kick(UserID: string): Promise<void> {
    await this.#rest('im_open_login_svc/kick', {UserID});
  }

  pace(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, SDK_LIMIT_MS));
  }

  /** Sends a message to every room of the app. */
  async broadcast(content: CustomContent): Promise<void> {
    const {data: Data, description: Desc} = encodeCustom(content);
    const MsgBody = [{MsgType: 'TIMCustomElem', MsgContent: {Data, Desc}}];
    const Random = Math.floor(Math.random() * 2 ** 31);
    await this.#rest('group_open_http_svc/send_broadcast_msg', {From_Account: HOST.userId, Random, MsgBody});
  }

  /** Injects faults, until `restore`. */
  fault(faults: object): Promise<void> {
    return this.#faults({method: 'POST', body: JSON.stringify(faults)});
  }

  restore(): Promise<void> {
    return this.#faults({method: 'DELETE'});
  }

  async #faults(init: RequestInit): Promise<void> {
    const response = await fetch(`${this.#url}/cloud/im/faults`, {...init, headers: {'X-Local-Cloud': '1'}});
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  }

  async #rest(command: string, body: object): Promise<void> {
    const identifier = 'administrator';
    const {userSig} = await this.sign(identifier, 'right');
    const query = new URLSearchParams({sdkappid: String(this.sdkAppId), identifier, usersig: userSig, random: '1'});
    const response = await fetch(`${this.#url}/cloud/im/v4/${command}?${query}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    const {ErrorCode, ErrorInfo} = (await response.json()) as {ErrorCode: number; ErrorInfo: string};
    if (ErrorCode !== 0) throw new Error(`${command}: ${ErrorCode} ${ErrorInfo}`);
  }
}
