/** Who one is: login, the silent login after a reconnect, logout, heartbeats. */
import {verifyUserSig} from '../../../server/src/tencent/user-sig.ts';
import type {Account} from '../account.ts';
import {unixNow, type App} from '../app.ts';
import type {Body} from '../body.ts';
import type {Origin} from '../callback-client.ts';
import {Code, Refusal} from '../codes.ts';
import {purchaseBits} from '../edition.ts';
import {leave} from '../membership.ts';
import {replay} from '../replay.ts';
import {openTicket, sealTicket, type Ticket} from '../ticket.ts';
import {signedIn, type Call, type Commands} from './command.ts';

/** The service's own default. */
const HELLO_INTERVAL_S = 120;

export const login: Commands = {
  'heartbeat.alive': () => ({}),
  'im_open_status.wshello': signedIn(() => ({})),
  'im_open_status.wslogin': (call) => (call.head.a2 ? signInAgain(call) : signIn(call)),
  'im_open_status.wslogout': logout,
};

function signIn({app, connection, head}: Call): Body {
  const check = verifyUserSig(app.key, head.userSig, head.identifier);
  if (!check.ok) throw new Refusal(check.code, check.info);
  const account = app.accounts.import(head.identifier);
  if (check.signedAt < account.signaturesFrom) throw new Refusal(Code.SIGNATURE_EXPIRED, 'usersig expired');

  const loginAt = app.nextLoginAt();
  const kicked: Origin[] = [];
  for (const other of app.presence.of(account.userId)) {
    if (other === connection) continue;
    if (other.instanceId === connection.instanceId) other.cut();
    else if (!app.faults.multiLogin) {
      app.presence.kick(other, 1);
      kicked.push(other.origin);
    }
  }
  if (!app.faults.multiLogin) account.ended = {at: loginAt, kickType: 1};
  const ticket = {userId: account.userId, loginAt, signedAt: check.signedAt, expiresAt: check.expiresAt};
  app.presence.bind(connection, {account, ticket});
  app.callbacks.userState(account, {Action: 'Login', Reason: 'Register'}, kicked);
  return welcome(app, connection.instId, account, ticket);
}

/** A socket that follows a lost one: same ticket, same rooms, unless the login was ended meanwhile. */
function signInAgain({app, connection, head, after}: Call): Body {
  const ticket = openTicket(app.key.secretKey, head.a2);
  if (!ticket) throw new Refusal(Code.TICKET_INVALID, 'a2 is not valid');
  const account = app.accounts.import(ticket.userId);
  if (ticket.expiresAt <= unixNow() || ticket.signedAt < account.signaturesFrom) {
    throw new Refusal(Code.SIGNATURE_EXPIRED, 'usersig expired');
  }
  let takesOver = false;
  for (const other of app.presence.of(account.userId)) {
    if (other === connection || other.instanceId !== connection.instanceId) continue;
    other.cut();
    takesOver = true;
  }
  app.presence.bind(connection, {account, ticket});
  app.callbacks.userState(account, {Action: 'Login', Reason: 'Register'});
  const {at, kickType} = account.ended;
  after(() => replay(app, account, connection, takesOver));
  if (ticket.loginAt < at) after(() => app.kick(connection, kickType));
  return welcome(app, connection.instId, account, ticket);
}

function logout({app, connection}: Call): Body {
  const account = connection.identity?.account;
  app.presence.unbind(connection);
  if (!account || app.presence.isOnline(account.userId)) return {};
  for (const group of [...account.rooms]) leave(app, account, group);
  app.callbacks.userState(account, {Action: 'Logout', Reason: 'Unregister'});
  return {};
}

function welcome(app: App, instId: number, account: Account, ticket: Ticket): Body {
  return {
    A2Key: sealTicket(app.key.secretKey, ticket),
    TinyId: account.tinyId,
    InstId: instId,
    HelloInterval: HELLO_INTERVAL_S,
    TimeStamp: unixNow(),
    PurchaseBits: purchaseBits(app.faults.edition),
  };
}
