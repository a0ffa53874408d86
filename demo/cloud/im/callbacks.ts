/** Third-party callbacks: the business server is asked before something is done, and told what happened after. */
import {setTimeout as wait} from 'node:timers/promises';
import type {Account} from './account.ts';
import {AfterQueue} from './after-queue.ts';
import type {Body} from './body.ts';
import {CallbackClient, type CallbackTarget, type Origin} from './callback-client.ts';
import {Code, Refusal} from './codes.ts';
import {hasMemberStates} from './edition.ts';
import type {Faults} from './faults.ts';
import type {Group} from './group.ts';
import type {MessageContent} from './items.ts';
import {readMsgBody} from './msg-body.ts';
import type {PrivateContent} from './private-talk.ts';
import type {ProfileValue} from './profile.ts';

/** A message and who is responsible for it. */
export interface Said {
  readonly sender: Account;
  /** Who asked for it: the sender, or the admin of a REST call. */
  readonly operator: Account;
  readonly origin: Origin;
  readonly content: MessageContent;
  /** REST's `ForbidCallbackControl`. */
  readonly unasked?: boolean;
  readonly untold?: boolean;
}

type UserState =
  | {readonly Action: 'Login'; readonly Reason: 'Register'}
  | {readonly Action: 'Logout'; readonly Reason: 'Unregister'}
  | {readonly Action: 'Disconnect'; readonly Reason: 'LinkClose'};

/** A range of codes that reach the client as they are, both ends included. */
type CodeRange = readonly [first: number, last: number];

/** For groups: the first range is documented, the second was measured with SDK 3.6.6. */
const GROUP_CODES: readonly CodeRange[] = [
  [10_100, 10_200],
  [120_001, 130_000],
];
/** For one-to-one messages: https://trtc.io/document/34364 */
const PRIVATE_CODES: readonly CodeRange[] = [[120_001, 130_000]];
const MAX_ERROR_INFO = 1_024;

export class Callbacks {
  readonly #client: CallbackClient;
  readonly #faults: Faults;
  readonly #report: (error: unknown) => void;
  readonly #queue = new AfterQueue();
  readonly #ended = new AbortController();
  /** Whether the last call failed: a server that is down is reported once, not with every message. */
  #failing = false;
  #overflowing = false;

  constructor(target: CallbackTarget, faults: Faults, report: (error: unknown) => void) {
    this.#client = new CallbackClient(target);
    this.#faults = faults;
    this.#report = report;
  }

  /** Whether somebody is to be asked before a message is said. */
  get wanted(): boolean {
    return this.#client.wanted;
  }

  /**
   * `Group.CallbackBeforeSendMsg`: the message as it is to be said, or undefined if it is to be dropped without a word.
   * Who does not answer in time, or not in Tencent's words, has no say.
   * @throws Refusal with 10016, or with the business server's own code.
   */
  async beforeSend(group: Group, said: Said): Promise<MessageContent | undefined> {
    const answer = await this.#ask('Group.CallbackBeforeSendMsg', describe(group, said), said.origin);
    if (answer?.ErrorCode === 2) return undefined;
    refuseBy(answer, Code.REFUSED_BY_CALLBACK, GROUP_CODES);
    return answer?.ErrorCode === 0 ? this.#replaced(said.content, answer) : said.content;
  }

  /**
   * `C2C.CallbackBeforeSendMsg` (https://trtc.io/document/34364): the message as it is to be said, or undefined if it is
   * to be dropped. Without an answer in time the message passes.
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
    const answer = await this.#ask('C2C.CallbackBeforeSendMsg', message, origin);
    if (answer?.ErrorCode === 2) return undefined;
    refuseBy(answer, Code.PRIVATE_REFUSED_BY_CALLBACK, PRIVATE_CODES);
    return answer?.ErrorCode === 0 ? this.#replaced(content, answer) : content;
  }

  /**
   * `Group.CallbackBeforeCreateGroup` (https://trtc.io/document/34368): asked for clients and for REST. It names no group
   * id. Without an answer in time the group is created.
   * @throws Refusal with 10016, or with the business server's own code.
   */
  async beforeCreate(
    {operatorId, ownerId, type, name}: Record<'operatorId' | 'ownerId' | 'type' | 'name', string>,
    origin: Origin,
  ): Promise<void> {
    if (!this.wanted) return;
    const body = {
      Operator_Account: operatorId,
      Owner_Account: ownerId,
      Type: type,
      Name: name,
      MemberList: [],
      EventTime: Date.now(),
    };
    const answer = await this.#ask('Group.CallbackBeforeCreateGroup', body, origin);
    refuseBy(answer, Code.REFUSED_BY_CALLBACK, GROUP_CODES);
  }

  /**
   * `Group.CallbackBeforeApplyJoinGroup` (https://trtc.io/document/34370). Without an answer in time the user may join.
   * @throws Refusal with 10016, or with the business server's own code.
   */
  async beforeJoin(group: Group, account: Account): Promise<void> {
    if (!this.wanted) return;
    const body = {...about(group), Requestor_Account: account.userId, EventTime: now()};
    const answer = await this.#ask('Group.CallbackBeforeApplyJoinGroup', body, account.origin);
    refuseBy(answer, Code.REFUSED_BY_CALLBACK, GROUP_CODES);
  }

  /** `Group.CallbackAfterGroupInfoChanged` (https://trtc.io/document/34378). `changes` are the new values by Tencent's names. */
  groupChanged(group: Group, operatorId: string, changes: Body, origin: Origin): void {
    const body = {...about(group), Operator_Account: operatorId, ...changes, EventTime: now()};
    this.#tell(group.id, 'Group.CallbackAfterGroupInfoChanged', body, origin);
  }

  /** `Group.CallbackAfterGroupDestroyed` (https://trtc.io/document/34377). */
  groupDismissed(group: Group, origin: Origin): void {
    const body = {...about(group), Owner_Account: group.ownerId, Name: group.profile.name, MemberList: []};
    this.#tell(group.id, 'Group.CallbackAfterGroupDestroyed', {...body, EventTime: now()}, origin);
  }

  /** `Profile.CallbackPortraitSet` (https://trtc.io/document/48733): told after the profile was changed. */
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
    this.#tell(`@user ${account.userId}`, 'Profile.CallbackPortraitSet', body, origin);
  }

  /** `Group.CallbackAfterSendMsg`: what was really said, and where it stands in the room. */
  afterSend(group: Group, said: Said, place: {readonly MsgSeq: number; readonly MsgTime: number}): void {
    this.#tell(group.id, 'Group.CallbackAfterSendMsg', {...describe(group, said), ...place}, said.origin);
  }

  joined(group: Group, account: Account): void {
    this.#tell(
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
    this.#tell(
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

  /** `State.StateChange`; `kicked` logins of the same user made way for it. */
  userState(account: Account, state: UserState, kicked: readonly Origin[] = []): void {
    this.#tell(
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

  /** `Group.CallbackOnMemberStateChange`, where the edition has it. */
  memberState(group: Group, account: Account, state: {readonly EventType: string; readonly EventCause: string}): void {
    if (!hasMemberStates(this.#faults.edition)) return;
    const body = {...about(group), ...state, MemberList: [{Member_Account: account.userId}], EventTime: now()};
    this.#tell(group.id, 'Group.CallbackOnMemberStateChange', body, account.origin);
  }

  close(): void {
    this.#ended.abort();
    this.#queue.close();
    this.#client.close();
  }

  #replaced<C extends MessageContent | PrivateContent>(content: C, {MsgBody, CloudCustomData}: Body): C {
    if (MsgBody === undefined && CloudCustomData === undefined) return content;
    try {
      const cloudCustomData = typeof CloudCustomData === 'string' ? CloudCustomData : content.cloudCustomData;
      return {...content, cloudCustomData, body: readMsgBody({MsgBody: MsgBody ?? content.body}, cloudCustomData)};
    } catch (error) {
      this.#report(
        new Error('the callback answered a message that cannot be; the unaltered one passes', {cause: error}),
      );
      return content;
    }
  }

  async #ask(command: string, body: Body, origin: Origin): Promise<Body | undefined> {
    const askedAt = performance.now();
    const answer = await this.#post(command, body, origin);
    const {callbackDelayMs} = this.#faults;
    if (callbackDelayMs === 0) return answer;
    const left = this.#client.timeoutMs - (performance.now() - askedAt);
    const {signal} = this.#ended;
    await wait(Math.min(callbackDelayMs, left), undefined, {signal}).catch(() => undefined); // Closed: nobody waits.
    return callbackDelayMs < left ? answer : undefined;
  }

  /** In the order of the calls with the same `line`. */
  #tell(line: string, command: string, body: Body, origin: Origin): void {
    if (!this.wanted || this.#ended.signal.aborted) return;
    const isTaken = this.#queue.add(line, async () => void (await this.#post(command, body, origin)));
    if (!isTaken && !this.#overflowing) {
      this.#report(new Error('the business server is too slow: callbacks of what happened are lost'));
    }
    this.#overflowing = !isTaken;
  }

  async #post(command: string, body: Body, origin: Origin): Promise<Body | undefined> {
    try {
      const answer = await this.#client.post(command, body, origin);
      this.#failing = false;
      return answer;
    } catch (error) {
      if (!this.#failing && !this.#ended.signal.aborted) {
        this.#report(new Error(`callbacks fail, from ${command} on; messages pass unasked`, {cause: error}));
      }
      this.#failing = true;
      return undefined;
    }
  }
}

/** @throws Refusal if the answer refuses, with its own code where that is in one of the `ranges`. */
function refuseBy(answer: Body | undefined, refusedCode: number, ranges: readonly CodeRange[]): void {
  const code = answer?.ErrorCode;
  if (code === 1) throw new Refusal(refusedCode, 'refused by the callback');
  if (typeof code !== 'number' || !ranges.some(([first, last]) => code >= first && code <= last)) return;
  throw new Refusal(code, typeof answer?.ErrorInfo === 'string' ? answer.ErrorInfo.slice(0, MAX_ERROR_INFO) : '');
}

function describe(group: Group, {sender, operator, content}: Said): Body {
  return {
    ...about(group),
    From_Account: sender.userId,
    Operator_Account: operator.userId,
    Random: content.random,
    // Always 0 in AVChatRooms.
    OnlineOnlyFlag: 0,
    MsgPriority: content.priority,
    MsgBody: content.body,
    CloudCustomData: content.cloudCustomData,
    EventTime: now(),
  };
}

function about(group: Group): Body {
  return {GroupId: group.id, Type: group.type};
}

/** Unix milliseconds, as the group callbacks write them. */
function now(): string {
  return String(Date.now());
}
