/** One to one: what is said, kept, read and taken back, for the two of a conversation alone. */
import type {Account} from '../account.ts';
import {unixNow} from '../app.ts';
import {bodies, isBody, number, optionalNumber, optionalText, text, type Body} from '../body.ts';
import {Code, Refusal} from '../codes.ts';
import {MAX_MESSAGE_BYTES, readMsgBody} from '../msg-body.ts';
import type {Conversation, PrivateMessage} from '../private-talk.ts';
import {notifyPrivately, sayPrivately} from '../say-private.ts';
import {signedIn, type Call, type Commands} from './command.ts';

/** Messages of one page of a history, at most. */
const PAGE_MAX = 100;
const READ_ITEMS_MAX = 100;
/** The console's own limit. */
const WITHDRAW_S = 120;

export const privateTalk: Commands = {
  'openim.sendmsg': signedIn(send),
  'openim.getroammsg': signedIn(readBack),
  'openim.getmsg': signedIn(unread),
  'openim.msgreaded': signedIn(markRead),
  'openim.get_peer_read_time': signedIn(peerReadTimes),
  'openim.msgwithdraw': signedIn(withdraw),
  'recentcontact.page_get': signedIn(conversations),
};

/** `From_Account` is not read: who speaks is whose connection it is. */
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
  // Without callbacks nothing is awaited, so that messages keep the order they came in.
  const allowed = app.callbacks.wanted ? await app.callbacks.beforePrivate(way, content) : content;
  if (!allowed) return {MsgTime: unixNow(), MsgSeq: content.seq};
  const {MsgTimeStamp, MsgSeq} = sayPrivately(app, account, receiver, allowed, {syncs: false});
  return {MsgTime: MsgTimeStamp, MsgSeq};
}

function readBack({app, body}: Call, account: Account): Body {
  const conversation = app.privateTalk.between(account.userId, text(body, 'Peer_Account'));
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

/** What was said to somebody since the cookie was handed out, and how much is unread. */
function unread({app, body}: Call, account: Account): Body {
  const cookie = optionalText(body, 'Cookie');
  const since = cookie ? Number.parseInt(cookie, 10) : NaN;
  const counts = app.privateTalk.of(account.userId).map((conversation) => ({
    From_Account: conversation.peerOf(account.userId),
    UnreadCount: conversation.unreadBy(account.userId),
  }));
  return {
    SyncFlag: 2,
    // The SDK passes over an answer without one (3.6.6).
    Cookie: `${app.privateTalk.position}`,
    MsgList: since >= 0 ? app.privateTalk.since(since, account.userId) : [],
    C2CPairUnreadCount: counts.filter(({UnreadCount}) => UnreadCount),
  };
}

function markRead({app, body}: Call, account: Account): Body {
  const {C2CMsgReaded: read} = body;
  if (!isBody(read)) throw new Refusal(Code.BAD_PARAMETER, 'C2CMsgReaded is missing');
  for (const item of bodies(read, 'C2CMsgReadedItem', READ_ITEMS_MAX)) {
    const peer = text(item, 'To_Account');
    const until = number(item, 'LastedMsgTime');
    if (!app.privateTalk.between(account.userId, peer)?.read(account.userId, until)) continue;
    notifyPrivately(app, peer, {
      C2cReadedReceipt: {To_Account: account.userId, UinPairReadArray: [{LastReadTime: until}]},
    });
  }
  return {};
}

function peerReadTimes({app, body}: Call, account: Account): Body {
  const peers = Array.isArray(body.To_Account) ? body.To_Account.slice(0, READ_ITEMS_MAX) : [];
  return {
    ReadTime: peers.map((peer) => app.privateTalk.between(account.userId, String(peer))?.readUntil(String(peer)) ?? 0),
  };
}

/** One's own, as long as it is fresh. */
function withdraw({app, body}: Call, account: Account): Body {
  const {MsgInfo: info} = body;
  if (!isBody(info)) throw new Refusal(Code.BAD_PARAMETER, 'MsgInfo is missing');
  const conversation = app.privateTalk.between(account.userId, text(info, 'To_Account'));
  const message = conversation?.find({seq: number(info, 'MsgSeq'), random: number(info, 'MsgRandom')});
  if (!conversation || message?.From_Account !== account.userId)
    throw new Refusal(Code.NOT_PERMITTED, 'there is no such message of yours');
  if (unixNow() - message.MsgTimeStamp > WITHDRAW_S) throw new Refusal(Code.TOO_LATE_TO_WITHDRAW, 'it is too late');
  conversation.remove(message);
  app.privateTalk.forget(message);
  const {From_Account, To_Account, MsgSeq, MsgRandom, MsgTimeStamp, TinyId, MsgClientTime} = message;
  notifyPrivately(app, To_Account, {
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

/** All of them at once: nobody here has more than a page. */
function conversations({app}: Call, account: Account): Body {
  return {
    CompleteFlag: 1,
    SessionItem: app.privateTalk.of(account.userId).map((conversation) => sessionItem(app, conversation, account)),
    TimeStamp: 0,
    StartIndex: 0,
    TopTimeStamp: 0,
    TopStartIndex: 0,
  };
}

function sessionItem(app: Call['app'], conversation: Conversation, account: Account): Body {
  const peer = conversation.peerOf(account.userId);
  const last = conversation.messages.at(-1)!; // Those without a word are not listed.
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
