/** What viewers say. */
import type {Account} from '../account.ts';
import {unixNow, type App} from '../app.ts';
import {number, optionalBodies, optionalNumber, optionalText, optionalWord, text, type Body} from '../body.ts';
import {Code, Refusal} from '../codes.ts';
import type {Group} from '../group.ts';
import type {Item} from '../items.ts';
import {MAX_MESSAGE_BYTES, readMsgBody} from '../msg-body.ts';
import {readRecalled, recall} from '../recall.ts';
import {PRIORITIES} from '../room-rate.ts';
import {say} from '../say.ts';
import {signedIn, type Call, type Commands} from './command.ts';

/** Who may be mentioned in one message (Tencent, "group @ messages"). */
const MAX_MENTIONS = 30;
/** The console's own limit. */
const RECALL_S = 120;

export const messages: Commands = {
  'group_open_http_svc.send_group_msg': signedIn(send),
  'group_open_http_svc.group_msg_recall': signedIn(takeBack),
};

/** `From_Account` is not read: who speaks is whose connection it is. */
async function send({app, body}: Call, account: Account): Promise<Body> {
  const group = app.groups.require(text(body, 'GroupId'));
  if (!group.members.has(account.userId)) throw new Refusal(Code.NOT_PERMITTED, `not a member of ${group.id}`);
  const cloudCustomData = optionalText(body, 'CloudCustomData', MAX_MESSAGE_BYTES) ?? '';
  const content = {
    body: readMsgBody(body, cloudCustomData),
    priority: optionalWord(body, 'MsgPriority', PRIORITIES) ?? 'Normal',
    cloudCustomData,
    clientTime: optionalNumber(body, 'MsgClientTime') ?? unixNow(),
    random: number(body, 'Random'),
    passedOn: readPassedOn(body),
  };
  if (group.profile.mutedAll && !isInCharge(app, group, account)) throw new Refusal(Code.MUTED, 'all are muted');
  if (group.mutes.holds(account.userId, unixNow())) throw new Refusal(Code.MUTED, `${account.userId} is muted`);
  return {...(await say(app, group, {sender: account, operator: account, origin: account.origin, content}))};
}

/** One's own, as long as it is fresh; whoever is in charge of the room may take back any. */
function takeBack({app, body}: Call, account: Account): Body {
  const group = app.groups.require(text(body, 'GroupId'));
  const judge = ({From_Account, MsgTimeStamp}: Item) => {
    if (isInCharge(app, group, account)) return 0;
    if (From_Account !== account.userId) return Code.NOT_PERMITTED;
    return unixNow() - Number(MsgTimeStamp) > RECALL_S ? Code.TOO_LATE_TO_RECALL : 0;
  };
  const results = recall(app, group, account, readRecalled(body), {reason: '', judge});
  const refused = results.find(({RetCode}) => RetCode !== 0);
  if (refused) throw new Refusal(refused.RetCode, `message ${refused.MsgSeq} cannot be recalled`);
  return {};
}

function isInCharge(app: App, group: Group, {userId}: Account): boolean {
  return group.ownerId === userId || app.admins.includes(userId);
}

function readPassedOn(body: Body): Body {
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
