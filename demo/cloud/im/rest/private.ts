/** Private messages of the business server: `openim/…`. */
import {unixNow} from '../app.ts';
import {number, optionalNumber, optionalText, text} from '../body.ts';
import {Code, Refusal} from '../codes.ts';
import {MAX_MESSAGE_BYTES, readMsgBody} from '../msg-body.ts';
import {sayPrivately} from '../say-private.ts';
import type {RestCommand} from './rest.ts';

/** `SyncOtherMachine`: 2 keeps the message from the sender's own pages. */
const NOT_SYNCED = 2;

export const privateMessages: Readonly<Record<string, RestCommand>> = {
  'openim/sendmsg': ({app, admin, body}) => {
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
    const {MsgTimeStamp, MsgSeq, MsgRandom} = sayPrivately(app, sender, receiver, content, {syncs});
    return {MsgTime: MsgTimeStamp, MsgKey: `${MsgSeq}_${MsgRandom}_${MsgTimeStamp}`};
  },
};
