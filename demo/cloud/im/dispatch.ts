/** From a request to its answer. Every request that can be answered is. */
import type {App} from './app.ts';
import type {Body} from './body.ts';
import {Code, Refusal} from './codes.ts';
import type {Call, Commands} from './commands/command.ts';
import {counters} from './commands/counters.ts';
import {files} from './commands/files.ts';
import {groups} from './commands/groups.ts';
import {login} from './commands/login.ts';
import {messages} from './commands/messages.ts';
import {polls} from './commands/polls.ts';
import {privateTalk} from './commands/private.ts';
import {profiles} from './commands/profiles.ts';
import {startup} from './commands/startup.ts';
import type {Connection} from './connection.ts';
import {openTicket} from './ticket.ts';
import {encodeReply, failed, ok, type Request} from './wire.ts';

const commands = new Map(
  Object.entries<Commands[string]>({
    ...login,
    ...startup,
    ...groups,
    ...messages,
    ...counters,
    ...polls,
    ...profiles,
    ...files,
    ...privateTalk,
  }),
);

export function dispatch(app: App, connection: Connection, {head, body}: Request): void {
  app.onRequest?.({userId: connection.userId, command: head.command, body});
  if (app.faults.isSilent(connection.userId || claimedBy(app, head))) return;
  const answer = (reply: Body) => connection.send(encodeReply(head, reply));
  const afterwards: (() => void)[] = [];
  try {
    const command = commands.get(head.command);
    if (!command) throw new Refusal(Code.NO_SUCH_COMMAND, `the local cloud does not know ${head.command}`);
    if (connection.sdkAppId !== app.key.sdkAppId) throw new Refusal(Code.WRONG_APP, 'no such sdkappid');
    const call: Call = {app, connection, head, body, after: (then) => afterwards.push(then)};
    const result = command(call);
    if (result instanceof Promise) {
      result
        .then((later) => {
          answer(ok(later));
          for (const then of afterwards) then();
        })
        .catch((error: unknown) => answer(explain(app, error)));
      return;
    }
    answer(ok(result));
    for (const then of afterwards) then();
  } catch (error) {
    answer(explain(app, error));
  }
}

/** A refusal in words; anything else is a fault of ours, reported and answered 10002. */
export function explain(app: App, error: unknown): Body {
  if (error instanceof Refusal) return failed(error.code, error.message);
  app.report(error);
  return failed(Code.SERVER_ERROR, 'the local cloud failed, see its log');
}

/** Whom a connection without identity says it is: enough to be silent to it, for nothing else. */
function claimedBy(app: App, {identifier, a2}: Request['head']): string {
  return a2 ? (openTicket(app.key.secretKey, a2)?.userId ?? '') : identifier;
}
