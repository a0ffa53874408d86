/** Private messages of the business server: `openim/…`. */
import {unixNow} from '../app.ts';
import {number, optionalNumber, optionalText, optionalTexts, text, type Body} from '../body.ts';
import {Code, Refusal} from '../codes.ts';
import {MAX_MESSAGE_BYTES, readMsgBody} from '../msg-body.ts';
import {sayPrivately} from '../say-private.ts';
import type {RestCommand} from './rest.ts';

/** `SyncOtherMachine`: 2 keeps the message from the sender's own pages. */
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
    const isAsked = app.callbacks.wanted && !forbidsBefore(body);
    const way = {from: sender, to: receiver, origin};
    const allowed = isAsked ? await app.callbacks.beforePrivate(way, content) : content;
    if (!allowed) return {MsgTime: unixNow(), MsgKey: `${content.seq}_${random}_${unixNow()}`};
    const {MsgTimeStamp, MsgSeq, MsgRandom} = sayPrivately(app, sender, receiver, allowed, {syncs});
    return {MsgTime: MsgTimeStamp, MsgKey: `${MsgSeq}_${MsgRandom}_${MsgTimeStamp}`};
  },
};

function forbidsBefore(body: Body): boolean {
  return optionalTexts(body, 'ForbidCallbackControl', 2)?.includes('ForbidBeforeSendMsgCallback') ?? false;
}
