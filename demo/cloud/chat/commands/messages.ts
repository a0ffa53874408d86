/** Sending and recalling group messages. */
import type {Account} from '../state/account.ts';
import type {App} from '../app.ts';
import {unixNow} from '../clock.ts';
import {number, optionalBodies, optionalNumber, optionalText, optionalWord, text, type Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';
import type {Group} from '../state/group.ts';
import type {GroupEvent, MessageContent} from '../wire/group-events.ts';
import {MAX_MESSAGE_BYTES, readMsgBody} from '../wire/message-body.ts';
import {readRecalled, recall} from '../actions/recall.ts';
import {PRIORITIES} from '../wire/priority.ts';
import {sendMessage} from '../actions/send-message.ts';
import {signedIn, type Call, type Commands} from './command.ts';

/** Mentions in one message (Tencent, "group @ messages"). */
const MAX_MENTIONS = 30;
/** The console's limit. */
const RECALL_S = 120;

export const messages: Commands = {
  'group_open_http_svc.send_group_msg': signedIn(send),
  'group_open_http_svc.group_msg_recall': signedIn(recallMessages),
};

/** `From_Account` is ignored: the sender is the user of the connection. */
async function send({app, body}: Call, account: Account): Promise<Body> {
  const group = app.groups.require(text(body, 'GroupId'));
  if (!group.members.has(account.userId)) throw new Refusal(Code.NOT_PERMITTED, `not a member of ${group.id}`);
  const cloudCustomData = optionalText(body, 'CloudCustomData', MAX_MESSAGE_BYTES) ?? '';
  const content: MessageContent = {
    body: readMsgBody(body, cloudCustomData),
    priority: optionalWord(body, 'MsgPriority', PRIORITIES) ?? 'Normal',
    cloudCustomData,
    clientTime: optionalNumber(body, 'MsgClientTime') ?? unixNow(),
    random: number(body, 'Random'),
    forwardedFields: readForwardedFields(body),
  };
  if (group.profile.mutedAll && !isOwnerOrAdmin(app, group, account)) throw new Refusal(Code.MUTED, 'all are muted');
  if (group.mutes.isActive(account.userId, unixNow())) throw new Refusal(Code.MUTED, `${account.userId} is muted`);
  return {...(await sendMessage(app, group, {sender: account, operator: account, origin: account.origin, content}))};
}

/** A sender may recall its own recent messages; the owner and admins may recall any. */
function recallMessages({app, body}: Call, account: Account): Body {
  const group = app.groups.require(text(body, 'GroupId'));
  const check = ({From_Account, MsgTimeStamp}: GroupEvent) => {
    if (isOwnerOrAdmin(app, group, account)) return 0;
    if (From_Account !== account.userId) return Code.NOT_PERMITTED;
    return unixNow() - Number(MsgTimeStamp) > RECALL_S ? Code.TOO_LATE_TO_RECALL : 0;
  };
  const results = recall(app, group, account, readRecalled(body), {reason: '', check});
  const refused = results.find(({RetCode}) => RetCode !== 0);
  if (refused) throw new Refusal(refused.RetCode, `message ${refused.MsgSeq} cannot be recalled`);
  return {};
}

function isOwnerOrAdmin(app: App, group: Group, {userId}: Account): boolean {
  return group.ownerId === userId || app.admins.includes(userId);
}

function readForwardedFields(body: Body): Body {
  const clientSeq = optionalNumber(body, 'ClientSeq');
  const mentions = optionalBodies(body, 'GroupAtInfo', MAX_MENTIONS) ?? [];
  return {
    ...(clientSeq !== undefined && {ClientSeq: clientSeq}),
    ...(mentions.length > 0 && {GroupAtInfo: mentions.map(readMention)}),
  };
}

function readMention(mention: Body): Body {
  const account = optionalText(mention, 'GroupAt_Account', 64);
  return {
    GroupAtAllFlag: optionalNumber(mention, 'GroupAtAllFlag') ?? 0,
    ...(account !== undefined && {GroupAt_Account: account}),
  };
}
