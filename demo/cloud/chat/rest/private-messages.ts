/** `openim`: one-to-one messages of the business server. */
import {unixNow} from '../clock.ts';
import {number, optionalNumber, optionalText, optionalTexts, text, type Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';
import {MAX_MESSAGE_BYTES, readMsgBody} from '../wire/message-body.ts';
import {sendPrivateMessage} from '../actions/send-private-message.ts';
import type {RestCommand} from './rest-command.ts';

/** `SyncOtherMachine` 2: the sender's own connections do not receive the message. */
const NOT_SYNCED = 2;

export const privateMessages: Readonly<Record<string, RestCommand>> = {
  'openim/sendmsg': async ({app, admin, origin, body}) => {
    const from = optionalText(body, 'From_Account');
    const sender = from === undefined ? admin : app.accounts.require(from);
    const receiver = app.accounts.find(text(body, 'To_Account'));
    if (!receiver) throw new Refusal(Code.NO_SUCH_RECEIVER, 'there is no such account');
    const cloudCustomData = optionalText(body, 'CloudCustomData', MAX_MESSAGE_BYTES) ?? '';
    const random = number(body, 'MsgRandom');
    const content = {
      body: readMsgBody(body, cloudCustomData),
      cloudCustomData,
      seq: optionalNumber(body, 'MsgSeq') ?? random,
      random,
      clientTime: unixNow(),
    };
    const syncs = optionalNumber(body, 'SyncOtherMachine') !== NOT_SYNCED;
    const hasCallback = app.callbacks.enabled && !forbidsBefore(body);
    const way = {from: sender, to: receiver, origin};
    const allowed = hasCallback ? await app.callbacks.beforePrivate(way, content) : content;
    if (!allowed) return {MsgTime: unixNow(), MsgKey: `${content.seq}_${random}_${unixNow()}`};
    const {MsgTimeStamp, MsgSeq, MsgRandom} = sendPrivateMessage(app, sender, receiver, allowed, {syncs});
    return {MsgTime: MsgTimeStamp, MsgKey: `${MsgSeq}_${MsgRandom}_${MsgTimeStamp}`};
  },
};

function forbidsBefore(body: Body): boolean {
  return optionalTexts(body, 'ForbidCallbackControl', 2)?.includes('ForbidBeforeSendMsgCallback') ?? false;
}
