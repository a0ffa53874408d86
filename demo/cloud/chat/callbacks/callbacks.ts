/** Callbacks to the business server: before an action (it may refuse or change it) and after an event. */
import {setTimeout as wait} from 'node:timers/promises';
import type {Account} from '../state/account.ts';
import {CallbackQueue} from './callback-queue.ts';
import type {Body} from '../wire/body.ts';
import {CallbackClient, type CallbackTarget} from './callback-client.ts';
import {Code} from '../wire/codes.ts';
import {about, describe, GROUP_CODES, now, PRIVATE_CODES, refuseBy, type OutgoingMessage} from './callback-bodies.ts';
import {hasMemberStates} from '../state/edition.ts';
import type {Faults} from '../faults/faults.ts';
import type {Group} from '../state/group.ts';
import type {MessageContent} from '../wire/group-events.ts';
import {readMsgBody} from '../wire/message-body.ts';
import type {PrivateContent} from '../state/private-chats.ts';
import type {ProfileValue} from '../state/user-profile.ts';
import type {Origin} from '../wire/origin.ts';

type UserState =
  | {readonly Action: 'Login'; readonly Reason: 'Register'}
  | {readonly Action: 'Logout'; readonly Reason: 'Unregister'}
  | {readonly Action: 'Disconnect'; readonly Reason: 'LinkClose'};

export class Callbacks {
  readonly #client: CallbackClient;
  readonly #faults: Faults;
  readonly #report: (error: unknown) => void;
  readonly #queue = new CallbackQueue();
  readonly #ended = new AbortController();
  /** True if the last callback failed: an unreachable server is reported once, not with every message. */
  #failing = false;
  #overflowing = false;

  constructor(target: CallbackTarget, faults: Faults, report: (error: unknown) => void) {
    this.#client = new CallbackClient(target);
    this.#faults = faults;
    this.#report = report;
  }

  /** True if a callback URL is set. */
  get enabled(): boolean {
    return this.#client.enabled;
  }

  /**
   * `Group.CallbackBeforeSendMsg`. Without a valid response in time the message passes.
   * @returns The message to publish, or undefined if it is dropped silently.
   * @throws Refusal with 10016, or with the business server's own code.
   */
  async beforeSend(group: Group, outgoing: OutgoingMessage): Promise<MessageContent | undefined> {
    const response = await this.#request('Group.CallbackBeforeSendMsg', describe(group, outgoing), outgoing.origin);
    if (response?.ErrorCode === 2) return undefined;
    refuseBy(response, Code.REFUSED_BY_CALLBACK, GROUP_CODES);
    return response?.ErrorCode === 0 ? this.#applyReplacement(outgoing.content, response) : outgoing.content;
  }

  /**
   * `C2C.CallbackBeforeSendMsg` (https://trtc.io/document/34364). Without a valid response in time the message passes.
   * @returns The message to deliver, or undefined if it is dropped silently.
   * @throws Refusal with 20006, or with the business server's own code.
   */
  async beforePrivate(
    {from, to, origin}: {readonly from: Account; readonly to: Account; readonly origin: Origin},
    content: PrivateContent,
  ): Promise<PrivateContent | undefined> {
    const {seq, random, body, cloudCustomData} = content;
    const time = Math.floor(Date.now() / 1_000);
    const message = {
      From_Account: from.userId,
      To_Account: to.userId,
      MsgSeq: seq,
      MsgRandom: random,
      MsgTime: time,
      MsgKey: `${seq}_${random}_${time}`,
      OnlineOnlyFlag: 0,
      MsgBody: body,
      CloudCustomData: cloudCustomData,
      EventTime: Date.now(),
    };
    const response = await this.#request('C2C.CallbackBeforeSendMsg', message, origin);
    if (response?.ErrorCode === 2) return undefined;
    refuseBy(response, Code.PRIVATE_REFUSED_BY_CALLBACK, PRIVATE_CODES);
    return response?.ErrorCode === 0 ? this.#applyReplacement(content, response) : content;
  }

  /**
   * `Group.CallbackBeforeCreateGroup` (https://trtc.io/document/34368), for clients and for REST. It contains no group id.
   * Without a response in time the group is created.
   * @throws Refusal with 10016, or with the business server's own code.
   */
  async beforeCreate(
    {operatorId, ownerId, type, name}: Record<'operatorId' | 'ownerId' | 'type' | 'name', string>,
    origin: Origin,
  ): Promise<void> {
    if (!this.enabled) return;
    const body = {
      Operator_Account: operatorId,
      Owner_Account: ownerId,
      Type: type,
      Name: name,
      MemberList: [],
      EventTime: Date.now(),
    };
    const response = await this.#request('Group.CallbackBeforeCreateGroup', body, origin);
    refuseBy(response, Code.REFUSED_BY_CALLBACK, GROUP_CODES);
  }

  /**
   * `Group.CallbackBeforeApplyJoinGroup` (https://trtc.io/document/34370). Without a response in time the user may join.
   * @throws Refusal with 10016, or with the business server's own code.
   */
  async beforeJoin(group: Group, account: Account): Promise<void> {
    if (!this.enabled) return;
    const body = {...about(group), Requestor_Account: account.userId, EventTime: now()};
    const response = await this.#request('Group.CallbackBeforeApplyJoinGroup', body, account.origin);
    refuseBy(response, Code.REFUSED_BY_CALLBACK, GROUP_CODES);
  }

  /** `Group.CallbackAfterGroupInfoChanged` (https://trtc.io/document/34378). `changes`: the new values by Tencent's field names. */
  groupChanged(group: Group, operatorId: string, changes: Body, origin: Origin): void {
    const body = {...about(group), Operator_Account: operatorId, ...changes, EventTime: now()};
    this.#notify(group.id, 'Group.CallbackAfterGroupInfoChanged', body, origin);
  }

  /** `Group.CallbackAfterGroupDestroyed` (https://trtc.io/document/34377). */
  groupDismissed(group: Group, origin: Origin): void {
    const body = {...about(group), Owner_Account: group.ownerId, Name: group.profile.name, MemberList: []};
    this.#notify(group.id, 'Group.CallbackAfterGroupDestroyed', {...body, EventTime: now()}, origin);
  }

  /** `Profile.CallbackPortraitSet` (https://trtc.io/document/48733). */
  profileChanged(
    account: Account,
    operatorId: string,
    items: readonly {readonly tag: string; readonly value: ProfileValue}[],
    origin: Origin,
  ): void {
    const body = {
      Operator_Account: operatorId,
      From_Account: account.userId,
      EventTime: Date.now(),
      ProfileItem: items.map(({tag, value}) => ({Tag: tag, Value: value})),
    };
    this.#notify(`@user ${account.userId}`, 'Profile.CallbackPortraitSet', body, origin);
  }

  /** `Group.CallbackAfterSendMsg`: the published message with its sequence and time. */
  afterSend(group: Group, outgoing: OutgoingMessage, place: {readonly MsgSeq: number; readonly MsgTime: number}): void {
    this.#notify(group.id, 'Group.CallbackAfterSendMsg', {...describe(group, outgoing), ...place}, outgoing.origin);
  }

  joined(group: Group, account: Account): void {
    this.#notify(
      group.id,
      'Group.CallbackAfterNewMemberJoin',
      {
        ...about(group),
        JoinType: 'Apply',
        Operator_Account: account.userId,
        NewMemberList: [{Member_Account: account.userId}],
        EventTime: now(),
      },
      account.origin,
    );
  }

  left(group: Group, account: Account, operatorId = account.userId): void {
    this.#notify(
      group.id,
      'Group.CallbackAfterMemberExit',
      {
        ...about(group),
        ExitType: operatorId === account.userId ? 'Quit' : 'Kicked',
        Operator_Account: operatorId,
        ExitMemberList: [{Member_Account: account.userId}],
        EventTime: now(),
      },
      account.origin,
    );
  }

  /** `State.StateChange`; `kicked`: earlier logins of the same user that this login ended. */
  userState(account: Account, state: UserState, kicked: readonly Origin[] = []): void {
    this.#notify(
      `@user ${account.userId}`,
      'State.StateChange',
      {
        EventTime: Date.now(),
        Info: {...state, To_Account: account.userId},
        ...(kicked.length > 0 && {KickedDevice: kicked.map(({platform}) => ({Platform: platform}))}),
      },
      account.origin,
    );
  }

  /** `Group.CallbackOnMemberStateChange`, in editions that have it. */
  memberState(group: Group, account: Account, state: {readonly EventType: string; readonly EventCause: string}): void {
    if (!hasMemberStates(this.#faults.edition)) return;
    const body = {...about(group), ...state, MemberList: [{Member_Account: account.userId}], EventTime: now()};
    this.#notify(group.id, 'Group.CallbackOnMemberStateChange', body, account.origin);
  }

  close(): void {
    this.#ended.abort();
    this.#queue.close();
    this.#client.close();
  }

  #applyReplacement<C extends MessageContent | PrivateContent>(content: C, {MsgBody, CloudCustomData}: Body): C {
    if (MsgBody === undefined && CloudCustomData === undefined) return content;
    try {
      const cloudCustomData = typeof CloudCustomData === 'string' ? CloudCustomData : content.cloudCustomData;
      return {...content, cloudCustomData, body: readMsgBody({MsgBody: MsgBody ?? content.body}, cloudCustomData)};
    } catch (error) {
      this.#report(new Error('the callback returned an invalid message; the original one passes', {cause: error}));
      return content;
    }
  }

  async #request(command: string, body: Body, origin: Origin): Promise<Body | undefined> {
    const requestedAt = performance.now();
    const response = await this.#post(command, body, origin);
    const {callbackDelayMs} = this.#faults;
    if (callbackDelayMs === 0) return response;
    const left = this.#client.timeoutMs - (performance.now() - requestedAt);
    const {signal} = this.#ended;
    await wait(Math.min(callbackDelayMs, left), undefined, {signal}).catch(() => undefined); // close() was called.
    return callbackDelayMs < left ? response : undefined;
  }

  /** Sends callbacks of the same `queue` in order. */
  #notify(line: string, command: string, body: Body, origin: Origin): void {
    if (!this.enabled || this.#ended.signal.aborted) return;
    const isTaken = this.#queue.add(line, async () => void (await this.#post(command, body, origin)));
    if (!isTaken && !this.#overflowing) {
      this.#report(new Error('the callback queue is full: further callbacks are dropped'));
    }
    this.#overflowing = !isTaken;
  }

  async #post(command: string, body: Body, origin: Origin): Promise<Body | undefined> {
    try {
      const response = await this.#client.post(command, body, origin);
      this.#failing = false;
      return response;
    } catch (error) {
      if (!this.#failing && !this.#ended.signal.aborted) {
        this.#report(new Error(`callbacks fail since ${command}; messages pass without them`, {cause: error}));
      }
      this.#failing = true;
      return undefined;
    }
  }
}
