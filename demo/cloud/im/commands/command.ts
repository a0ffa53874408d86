import type {Account} from '../account.ts';
import {unixNow, type App} from '../app.ts';
import type {Body} from '../body.ts';
import {Code, Refusal} from '../codes.ts';
import type {Connection} from '../connection.ts';
import {openTicket} from '../ticket.ts';
import type {RequestHead} from '../wire.ts';

/** One request of one connection. */
export interface Call {
  readonly app: App;
  readonly connection: Connection;
  readonly head: RequestHead;
  readonly body: Body;
  /** Done once the answer is on its way: what the client must not hear before it. */
  readonly after: (then: () => void) => void;
}

/** Answers the fields besides ActionStatus and ErrorCode, or throws a `Refusal`. */
export type Command = (call: Call) => Body | Promise<Body>;

/** Commands by the `servcmd` of the request. */
export type Commands = Readonly<Record<string, Command>>;

/** After a lost connection the SDK sends what it has queued before it signs in again: the ticket tells whose it is. */
function bindByTicket({app, connection, head}: Call): void {
  const ticket = openTicket(app.key.secretKey, head.a2);
  if (!ticket) return;
  const account = app.accounts.import(ticket.userId);
  if (ticket.loginAt >= account.ended.at) app.presence.bind(connection, {account, ticket});
}

/** A command only for those who are signed in, as whom the connection says. */
export function signedIn(command: (call: Call, account: Account) => Body | Promise<Body>): Command {
  return (call) => command(call, requireAccount(call));
}

function requireAccount(call: Call): Account {
  const {app, connection} = call;
  if (!connection.identity) bindByTicket(call);
  const {identity} = connection;
  if (!identity) throw new Refusal(Code.NOT_LOGGED_IN, 'not logged in');
  const {account, ticket} = identity;
  if (ticket.expiresAt <= unixNow() || ticket.signedAt < account.signaturesFrom) {
    app.presence.unbind(connection);
    throw new Refusal(Code.SIGNATURE_EXPIRED, 'usersig expired');
  }
  return account;
}
