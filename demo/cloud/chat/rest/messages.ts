/** `group_open_http_svc`: messages of the business server, in one room or in all. */
import type {Account} from '../state/account.ts';
import type {App} from '../app.ts';
import {unixNow} from '../clock.ts';
import {number, optionalText, optionalTexts, optionalWord, text, type Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';
import {hasBroadcast} from '../state/edition.ts';
import type {MessageContent} from '../wire/group-events.ts';
import {MAX_MESSAGE_BYTES, readMsgBody} from '../wire/message-body.ts';
import {broadcast} from '../actions/publish.ts';
import {readRecalled, recall} from '../actions/recall.ts';
import {PRIORITIES} from '../wire/priority.ts';
import {sendMessage} from '../actions/send-message.ts';
import type {OutgoingMessage} from '../callbacks/callback-bodies.ts';
import type {SendResult} from '../wire/send-result.ts';
import type {RestCall, RestCommand} from './rest-command.ts';

const BROADCAST_INTERVAL_MS = 1_000;
const MAX_REASON_BYTES = 1_000;

export const messages: Readonly<Record<string, RestCommand>> = {
  'group_open_http_svc/send_group_msg': send,
  'group_open_http_svc/send_broadcast_msg': sendBroadcast,
  'group_open_http_svc/group_msg_recall': recallMessages,
};

/** Sends as any user, member or not. */
async function send({app, admin, origin, body}: RestCall): Promise<Body> {
  const group = app.groups.require(text(body, 'GroupId'));
  const sender = readSender(app.accounts, admin, body);
  const forbidden = optionalTexts(body, 'ForbidCallbackControl', 2) ?? [];
  const message: OutgoingMessage = {
    sender,
    operator: admin,
    origin,
    content: readContent(body),
    skipBeforeCallback: forbidden.includes('ForbidBeforeSendMsgCallback'),
    skipAfterCallback: forbidden.includes('ForbidAfterSendMsgCallback'),
  };
  return {...(await sendMessage(app, group, message))};
}

/** The same `Random` with the same content is a duplicate. */
async function sendBroadcast({app, admin, body}: RestCall): Promise<Body> {
  if (!hasBroadcast(app.faults.edition)) throw new Refusal(Code.NOT_PERMITTED, 'this edition has no broadcast');
  const sender = readSender(app.accounts, admin, body);
  const content = readContent(body);
  const name = `@broadcast ${sender.userId} ${content.random} ${JSON.stringify([content.body, content.cloudCustomData])}`;
  return {...(await app.sendDeduplicator.once(name, () => broadcastInTurn(app, sender, content)))};
}

function broadcastInTurn(app: App, sender: Account, content: MessageContent): SendResult {
  if (Date.now() - app.broadcasts.lastAt < BROADCAST_INTERVAL_MS)
    throw new Refusal(Code.TOO_FREQUENT, 'one broadcast a second');
  return broadcast(app, sender, content);
}

/** The response has a result for each message. */
function recallMessages({app, admin, body}: RestCall): Body {
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
