/** Makes the bodies of callbacks to the business server, and reads its responses. */
import type {Account} from '../state/account.ts';
import type {Group} from '../state/group.ts';
import type {Body} from '../wire/body.ts';
import {Refusal} from '../wire/codes.ts';
import type {MessageContent} from '../wire/group-events.ts';
import type {Origin} from '../wire/origin.ts';

/** A message to be published, and its origin. */
export interface OutgoingMessage {
  readonly sender: Account;
  /** The sender, or the admin of a REST call. */
  readonly operator: Account;
  readonly origin: Origin;
  readonly content: MessageContent;
  /** REST's `ForbidCallbackControl`. */
  readonly skipBeforeCallback?: boolean;
  readonly skipAfterCallback?: boolean;
}

/** A range of codes that are passed to the client unchanged, both ends included. */
type CodeRange = readonly [first: number, last: number];

/** For groups: the first range is documented, the second was measured with SDK 3.6.6. */
export const GROUP_CODES: readonly CodeRange[] = [
  [10_100, 10_200],
  [120_001, 130_000],
];
/** For one-to-one messages: https://trtc.io/document/34364 */
export const PRIVATE_CODES: readonly CodeRange[] = [[120_001, 130_000]];
const MAX_ERROR_INFO = 1_024;

/** @throws Refusal if the response refuses, with its own code if that is in one of the `ranges`. */
export function refuseBy(response: Body | undefined, refusedCode: number, ranges: readonly CodeRange[]): void {
  const code = response?.ErrorCode;
  if (code === 1) throw new Refusal(refusedCode, 'refused by the callback');
  if (typeof code !== 'number' || !ranges.some(([first, last]) => code >= first && code <= last)) return;
  throw new Refusal(code, typeof response?.ErrorInfo === 'string' ? response.ErrorInfo.slice(0, MAX_ERROR_INFO) : '');
}

export function describe(group: Group, {sender, operator, content}: OutgoingMessage): Body {
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

export function about(group: Group): Body {
  return {GroupId: group.id, Type: group.type};
}

/** Unix milliseconds as a string, the format of group callbacks. */
export function now(): string {
  return String(Date.now());
}
