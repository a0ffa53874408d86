/** What viewers say. */
import type {Account} from '../account.ts';
import {unixNow} from '../app.ts';
import {number, optionalBodies, optionalNumber, optionalText, optionalWord, text, type Body} from '../body.ts';
import {Code, Refusal} from '../codes.ts';
import {MAX_MESSAGE_BYTES, readMsgBody} from '../msg-body.ts';
import {PRIORITIES} from '../room-rate.ts';
import {say} from '../say.ts';
import {signedIn, type Call, type Commands} from './command.ts';

/** Who may be mentioned in one message (Tencent, "group @ messages"). */
const MAX_MENTIONS = 30;

export const messages: Commands = {
  'group_open_http_svc.send_group_msg': signedIn(send),
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
  if (group.profile.mutedAll && group.ownerId !== account.userId) throw new Refusal(Code.GROUP_MUTED, 'all are muted');
  return {...(await say(app, group, {sender: account, operator: account, origin: account.origin, content}))};
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
