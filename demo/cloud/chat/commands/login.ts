/** Login, login after a reconnect, logout, heartbeats. */
import {verifyUserSig} from '../../user-sig.ts';
import type {Account} from '../state/account.ts';
import type {App} from '../app.ts';
import {unixNow} from '../clock.ts';
import type {Body} from '../wire/body.ts';
import type {Origin} from '../wire/origin.ts';
import {Code, Refusal} from '../wire/codes.ts';
import {purchaseBits} from '../state/edition.ts';
import {leave} from '../actions/membership.ts';
import {replay} from '../actions/replay.ts';
import {readResumeToken, createResumeToken, type ResumeToken} from '../wire/resume-token.ts';
import {signedIn, type Call, type Commands} from './command.ts';

/** The service's default. */
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
  const token = {userId: account.userId, loginAt, signedAt: check.signedAt, expiresAt: check.expiresAt};
  app.presence.bind(connection, {account, token});
  app.callbacks.userState(account, {Action: 'Login', Reason: 'Register'}, kicked);
  return welcome(app, connection.instId, account, token);
}

/** Login after a reconnect: same token, same rooms, unless the login has been ended since. */
function signInAgain({app, connection, head, after}: Call): Body {
  const token = readResumeToken(app.key.secretKey, head.a2);
  if (!token) throw new Refusal(Code.RESUME_TOKEN_INVALID, 'a2 is not valid');
  const account = app.accounts.import(token.userId);
  if (token.expiresAt <= unixNow() || token.signedAt < account.signaturesFrom) {
    throw new Refusal(Code.SIGNATURE_EXPIRED, 'usersig expired');
  }
  let takesOver = false;
  for (const other of app.presence.of(account.userId)) {
    if (other === connection || other.instanceId !== connection.instanceId) continue;
    other.cut();
    takesOver = true;
  }
  app.presence.bind(connection, {account, token});
  app.callbacks.userState(account, {Action: 'Login', Reason: 'Register'});
  const {at, kickType} = account.ended;
  after(() => replay(app, account, connection, takesOver));
  if (token.loginAt < at) after(() => app.kick(connection, kickType));
  return welcome(app, connection.instId, account, token);
}

function logout({app, connection}: Call): Body {
  const account = connection.identity?.account;
  app.presence.unbind(connection);
  if (!account || app.presence.isOnline(account.userId)) return {};
  for (const group of [...account.rooms]) leave(app, account, group);
  app.callbacks.userState(account, {Action: 'Logout', Reason: 'Unregister'});
  return {};
}

function welcome(app: App, instId: number, account: Account, token: ResumeToken): Body {
  return {
    A2Key: createResumeToken(app.key.secretKey, token),
    TinyId: account.tinyId,
    InstId: instId,
    HelloInterval: HELLO_INTERVAL_S,
    TimeStamp: unixNow(),
    PurchaseBits: purchaseBits(app.faults.edition),
  };
}
