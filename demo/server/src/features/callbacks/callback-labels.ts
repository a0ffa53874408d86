import {
  BANNED,
  LEVEL_TOO_LOW,
  MUTED,
  PRIVATE_CODE_OFFSET,
  REFUSED,
  TOO_FAST,
} from '../../../../../src/protocol/refusal-codes.ts';
import type {CallbackResponse} from './callback-response.ts';

/** Values of the label `command`. A signed callback can name any command, so all others share one value. */
const COMMANDS = new Set([
  'C2C.CallbackBeforeSendMsg',
  'Group.CallbackAfterGroupDestroyed',
  'Group.CallbackAfterGroupInfoChanged',
  'Group.CallbackAfterMemberExit',
  'Group.CallbackAfterNewMemberJoin',
  'Group.CallbackAfterSendMsg',
  'Group.CallbackBeforeApplyJoinGroup',
  'Group.CallbackBeforeCreateGroup',
  'Group.CallbackBeforeInviteJoinGroup',
  'Group.CallbackBeforeSendMsg',
  'Group.CallbackOnMemberStateChange',
  'Group.CallbackSendMsgException',
  'Profile.CallbackPortraitSet',
  'State.StateChange',
]);

const VERDICTS: Readonly<Record<number, string>> = {
  0: 'allowed',
  2: 'dropped',
  [REFUSED]: 'refused',
  [TOO_FAST]: 'too_fast',
  [MUTED]: 'muted',
  [LEVEL_TOO_LOW]: 'level_too_low',
  [BANNED]: 'banned',
};

/** The label `command` of callback metrics. */
export function commandLabel(command: unknown): string {
  return typeof command === 'string' && COMMANDS.has(command) ? command : 'other';
}

/** The label `verdict` of callback metrics. */
export function verdictLabel({ErrorCode, MsgBody}: CallbackResponse): string {
  if (ErrorCode === 0 && MsgBody) return 'changed';
  return VERDICTS[ErrorCode] ?? VERDICTS[ErrorCode - PRIVATE_CODE_OFFSET] ?? 'refused';
}
