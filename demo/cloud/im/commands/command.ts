import type {Account} from '../account.ts';
import {unixNow, type App} from '../app.ts';
import type {Body} from '../body.ts';
import {Code, Refusal} from '../codes.ts';
import type {Connection} from '../connection.ts';
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

/** A command only for those who are signed in, as whom the connection says. */
export function signedIn(command: (call: Call, account: Account) => Body | Promise<Body>): Command {
  return (call) => command(call, requireAccount(call));
}

function requireAccount({app, connection}: Call): Account {
  const {identity} = connection;
  if (!identity) throw new Refusal(Code.NOT_LOGGED_IN, 'not logged in');
  const {account, ticket} = identity;
  if (ticket.expiresAt <= unixNow() || ticket.signedAt < account.signaturesFrom) {
    app.presence.unbind(connection);
    throw new Refusal(Code.SIGNATURE_EXPIRED, 'usersig expired');
  }
  return account;
}
