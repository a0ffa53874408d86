/** One-to-one chat: sending, history, read marks, recall. */
import type {Account} from '../state/account.ts';
import {unixNow} from '../clock.ts';
import {bodies, isBody, number, optionalNumber, optionalText, text, type Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';
import {MAX_MESSAGE_BYTES, readMsgBody} from '../wire/message-body.ts';
import type {Conversation, PrivateMessage} from '../state/private-chats.ts';
import {sendPrivateNotice, sendPrivateMessage} from '../actions/send-private-message.ts';
import {signedIn, type Call, type Commands} from './command.ts';

/** Messages per page of a history. */
const PAGE_MAX = 100;
const READ_ITEMS_MAX = 100;
/** The console's limit. */
const RECALL_S = 120;

export const privateChats: Commands = {
  'openim.sendmsg': signedIn(send),
  'openim.getroammsg': signedIn(readBack),
  'openim.getmsg': signedIn(unread),
  'openim.msgreaded': signedIn(markRead),
  'openim.get_peer_read_time': signedIn(peerReadTimes),
  'openim.msgwithdraw': signedIn(recall),
  'recentcontact.page_get': signedIn(conversations),
};

/** `From_Account` is ignored: the sender is the user of the connection. */
async function send({app, body}: Call, account: Account): Promise<Body> {
  const receiver = app.accounts.find(text(body, 'To_Account'));
  if (!receiver) throw new Refusal(Code.NO_SUCH_RECEIVER, 'there is no such account');
  const cloudCustomData = optionalText(body, 'CloudCustomData', MAX_MESSAGE_BYTES) ?? '';
  const content = {
    body: readMsgBody(body, cloudCustomData),
    cloudCustomData,
    seq: number(body, 'MsgSeq'),
    random: number(body, 'MsgRandom'),
    clientTime: optionalNumber(body, 'MsgClientTime') ?? unixNow(),
  };
  const way = {from: account, to: receiver, origin: account.origin};
  // Without callbacks nothing is awaited, so that messages keep their order.
  const allowed = app.callbacks.enabled ? await app.callbacks.beforePrivate(way, content) : content;
  if (!allowed) return {MsgTime: unixNow(), MsgSeq: content.seq};
  const {MsgTimeStamp, MsgSeq} = sendPrivateMessage(app, account, receiver, allowed, {syncs: false});
  return {MsgTime: MsgTimeStamp, MsgSeq};
}

function readBack({app, body}: Call, account: Account): Body {
  const conversation = app.privateChats.conversation(account.userId, text(body, 'Peer_Account'));
  const {messages} = conversation ?? {messages: []};
  const before = optionalText(body, 'MsgKey');
  const index = before ? messages.findIndex((message) => keyOf(message) === before) : messages.length;
  const count = Math.min(optionalNumber(body, 'MaxCnt') ?? 15, PAGE_MAX);
  const end = index < 0 ? 0 : index;
  const page = messages.slice(Math.max(0, end - count), end);
  const [oldest] = page;
  return {
    Complete: end - count > 0 ? 0 : 1,
    LastMsgTime: oldest?.MsgTimeStamp ?? 0,
    MsgKey: oldest ? keyOf(oldest) : '',
    MsgList: page,
  };
}

/** New messages since the cookie was issued, and the unread counts. */
function unread({app, body}: Call, account: Account): Body {
  const cookie = optionalText(body, 'Cookie');
  const since = cookie ? Number.parseInt(cookie, 10) : NaN;
  const counts = app.privateChats.conversationsOf(account.userId).map((conversation) => ({
    From_Account: conversation.peerOf(account.userId),
    UnreadCount: conversation.unreadBy(account.userId),
  }));
  return {
    SyncFlag: 2,
    // The SDK ignores a response without it (3.6.6).
    Cookie: `${app.privateChats.position}`,
    MsgList: since >= 0 ? app.privateChats.since(since, account.userId) : [],
    C2CPairUnreadCount: counts.filter(({UnreadCount}) => UnreadCount),
  };
}

function markRead({app, body}: Call, account: Account): Body {
  const {C2CMsgReaded: read} = body;
  if (!isBody(read)) throw new Refusal(Code.BAD_PARAMETER, 'C2CMsgReaded is missing');
  for (const item of bodies(read, 'C2CMsgReadedItem', READ_ITEMS_MAX)) {
    const peer = text(item, 'To_Account');
    const until = number(item, 'LastedMsgTime');
    if (!app.privateChats.conversation(account.userId, peer)?.read(account.userId, until)) continue;
    sendPrivateNotice(app, peer, {
      C2cReadedReceipt: {To_Account: account.userId, UinPairReadArray: [{LastReadTime: until}]},
    });
  }
  return {};
}

function peerReadTimes({app, body}: Call, account: Account): Body {
  const peers = Array.isArray(body.To_Account) ? body.To_Account.slice(0, READ_ITEMS_MAX) : [];
  return {
    ReadTime: peers.map(
      (peer) => app.privateChats.conversation(account.userId, String(peer))?.readUntil(String(peer)) ?? 0,
    ),
  };
}

/** A sender may recall its own recent messages. */
function recall({app, body}: Call, account: Account): Body {
  const {MsgInfo: info} = body;
  if (!isBody(info)) throw new Refusal(Code.BAD_PARAMETER, 'MsgInfo is missing');
  const conversation = app.privateChats.conversation(account.userId, text(info, 'To_Account'));
  const message = conversation?.find({seq: number(info, 'MsgSeq'), random: number(info, 'MsgRandom')});
  if (!conversation || message?.From_Account !== account.userId)
    throw new Refusal(Code.NOT_PERMITTED, 'no such message of this sender');
  if (unixNow() - message.MsgTimeStamp > RECALL_S)
    throw new Refusal(Code.PRIVATE_TOO_LATE_TO_RECALL, 'the time limit has passed');
  conversation.remove(message);
  app.privateChats.removeFromLog(message);
  const {From_Account, To_Account, MsgSeq, MsgRandom, MsgTimeStamp, TinyId, MsgClientTime} = message;
  sendPrivateNotice(app, To_Account, {
    WithdrawC2cMsgNotify: {
      C2cWithdrawInfoArray: [
        {
          ...{From_Account, To_Account, MsgSeq, MsgRandom, MsgTimeStamp, TinyId, MsgClientTime},
          RevokerInfo: {Revoker_Account: account.userId, Reason: ''},
        },
      ],
    },
  });
  return {};
}

/** All conversations in one page. */
function conversations({app}: Call, account: Account): Body {
  return {
    CompleteFlag: 1,
    SessionItem: app.privateChats
      .conversationsOf(account.userId)
      .map((conversation) => sessionItem(app, conversation, account)),
    TimeStamp: 0,
    StartIndex: 0,
    TopTimeStamp: 0,
    TopStartIndex: 0,
  };
}

function sessionItem(app: Call['app'], conversation: Conversation, account: Account): Body {
  const peer = conversation.peerOf(account.userId);
  const last = conversation.messages.at(-1)!; // conversationsOf() omits empty conversations.
  const profile = app.accounts.find(peer)?.profile;
  return {
    Type: 1,
    To_Account: peer,
    MsgTime: last.MsgTimeStamp,
    MsgTimeStamp: last.MsgTimeStamp,
    MsgSeq: last.MsgSeq,
    MsgRandom: last.MsgRandom,
    LastC2CMsgFrom_Account: last.From_Account,
    C2cNick: profile?.nick ?? '',
    C2cImage: profile?.image ?? '',
    LastMsg: {MsgBody: last.MsgBody, CloudCustomData: last.CloudCustomData},
    TopFlags: 0,
  };
}

function keyOf({MsgSeq, MsgRandom, MsgTimeStamp}: PrivateMessage): string {
  return `${MsgSeq}_${MsgRandom}_${MsgTimeStamp}`;
}
