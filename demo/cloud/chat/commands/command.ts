import type {Account} from '../state/account.ts';
import type {App} from '../app.ts';
import {unixNow} from '../clock.ts';
import type {Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';
import type {Connection} from '../state/connection.ts';
import {readResumeToken} from '../wire/resume-token.ts';
import type {RequestHead} from '../wire/frames.ts';

/** One request of one connection. */
export interface Call {
  readonly app: App;
  readonly connection: Connection;
  readonly head: RequestHead;
  readonly body: Body;
  /** Runs `then` after the response was sent. */
  readonly after: (then: () => void) => void;
}

/** @returns The fields besides ActionStatus and ErrorCode. @throws Refusal */
export type Command = (call: Call) => Body | Promise<Body>;

/** Commands by the `servcmd` of the request. */
export type Commands = Readonly<Record<string, Command>>;

/** After a reconnect the SDK sends queued requests before it logs in; the token identifies their user. */
function bindByResumeToken({app, connection, head}: Call): void {
  const token = readResumeToken(app.key.secretKey, head.a2);
  if (!token) return;
  const account = app.accounts.import(token.userId);
  if (token.loginAt >= account.ended.at) app.presence.bind(connection, {account, token});
}

/** A command that requires a login. */
export function signedIn(command: (call: Call, account: Account) => Body | Promise<Body>): Command {
  return (call) => command(call, requireAccount(call));
}

function requireAccount(call: Call): Account {
  const {app, connection} = call;
  if (!connection.identity) bindByResumeToken(call);
  const {identity} = connection;
  if (!identity) throw new Refusal(Code.NOT_LOGGED_IN, 'not logged in');
  const {account, token} = identity;
  if (token.expiresAt <= unixNow() || token.signedAt < account.signaturesFrom) {
    app.presence.unbind(connection);
    throw new Refusal(Code.SIGNATURE_EXPIRED, 'usersig expired');
  }
  return account;
}
