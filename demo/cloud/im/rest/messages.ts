/** `group_open_http_svc`: what the business server says, in one room or in all. */
import type {Account} from '../account.ts';
import {unixNow, type App} from '../app.ts';
import {number, optionalText, optionalTexts, optionalWord, text, type Body} from '../body.ts';
import {Code, Refusal} from '../codes.ts';
import {hasBroadcast} from '../edition.ts';
import type {MessageContent} from '../items.ts';
import {MAX_MESSAGE_BYTES, readMsgBody} from '../msg-body.ts';
import {broadcast} from '../publish.ts';
import {readRecalled, recall} from '../recall.ts';
import {PRIORITIES} from '../room-rate.ts';
import {say, type Sent} from '../say.ts';
import type {RestCall, RestCommand} from './rest.ts';

const BROADCAST_INTERVAL_MS = 1_000;
const MAX_REASON_BYTES = 1_000;

export const messages: Readonly<Record<string, RestCommand>> = {
  'group_open_http_svc/send_group_msg': send,
  'group_open_http_svc/send_broadcast_msg': sendBroadcast,
  'group_open_http_svc/group_msg_recall': takeBack,
};

/** In anybody's name, member or not. */
async function send({app, admin, origin, body}: RestCall): Promise<Body> {
  const group = app.groups.require(text(body, 'GroupId'));
  const sender = readSender(app.accounts, admin, body);
  const forbidden = optionalTexts(body, 'ForbidCallbackControl', 2) ?? [];
  const said = {
    sender,
    operator: admin,
    origin,
    content: readContent(body),
    unasked: forbidden.includes('ForbidBeforeSendMsgCallback'),
    untold: forbidden.includes('ForbidAfterSendMsgCallback'),
  };
  return {...(await say(app, group, said))};
}

/** The same `Random` with the same content is the same broadcast. */
async function sendBroadcast({app, admin, body}: RestCall): Promise<Body> {
  if (!hasBroadcast(app.faults.edition)) throw new Refusal(Code.NOT_PERMITTED, 'this edition has no broadcast');
  const sender = readSender(app.accounts, admin, body);
  const content = readContent(body);
  const name = `@broadcast ${sender.userId} ${content.random} ${JSON.stringify([content.body, content.cloudCustomData])}`;
  return {...(await app.recentSends.once(name, () => broadcastInTurn(app, sender, content)))};
}

function broadcastInTurn(app: App, sender: Account, content: MessageContent): Sent {
  if (Date.now() - app.broadcasts.lastAt < BROADCAST_INTERVAL_MS)
    throw new Refusal(Code.TOO_FREQUENT, 'one broadcast a second');
  return broadcast(app, sender, content);
}

/** Answered for each message by itself. */
function takeBack({app, admin, body}: RestCall): Body {
  const group = app.groups.require(text(body, 'GroupId'));
  const reason = optionalText(body, 'Reason', MAX_REASON_BYTES) ?? '';
  return {RecallRetList: recall(app, group, admin, readRecalled(body), {reason})};
}

function readSender(accounts: RestCall['app']['accounts'], admin: Account, body: Body): Account {
  const from = optionalText(body, 'From_Account');
  return from === undefined ? admin : accounts.require(from);
}

function readContent(body: Body): MessageContent {
  const cloudCustomData = optionalText(body, 'CloudCustomData', MAX_MESSAGE_BYTES) ?? '';
  return {
    body: readMsgBody(body, cloudCustomData),
    priority: optionalWord(body, 'MsgPriority', PRIORITIES) ?? 'Normal',
    cloudCustomData,
    clientTime: unixNow(),
    random: number(body, 'Random'),
  };
}
