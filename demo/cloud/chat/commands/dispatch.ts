/** Runs the command of a request and sends its response. */
import type {App} from '../app.ts';
import type {Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';
import type {Call, Commands} from './command.ts';
import {counters} from './counters.ts';
import {files} from './files.ts';
import {groups} from './groups.ts';
import {login} from './login.ts';
import {messages} from './messages.ts';
import {polls} from './long-polls.ts';
import {privateChats} from './private-chats.ts';
import {profiles} from './profiles.ts';
import {startup} from './startup.ts';
import type {Connection} from '../state/connection.ts';
import {readResumeToken} from '../wire/resume-token.ts';
import {encodeReply, ok, type Request} from '../wire/frames.ts';
import {errorResponse} from '../wire/error-response.ts';

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
    ...privateChats,
  }),
);

export function dispatch(app: App, connection: Connection, {head, body}: Request): void {
  app.onRequest?.({userId: connection.userId, command: head.command, body});
  if (app.faults.isSilent(connection.userId || claimedUserId(app, head))) return;
  const respond = (reply: Body) => connection.send(encodeReply(head, reply));
  const afterResponse: (() => void)[] = [];
  try {
    const command = commands.get(head.command);
    if (!command) throw new Refusal(Code.NO_SUCH_COMMAND, `the local cloud does not know ${head.command}`);
    if (connection.sdkAppId !== app.key.sdkAppId) throw new Refusal(Code.WRONG_APP, 'no such sdkappid');
    const call: Call = {app, connection, head, body, after: (then) => afterResponse.push(then)};
    const result = command(call);
    if (result instanceof Promise) {
      result
        .then((later) => {
          respond(ok(later));
          for (const then of afterResponse) then();
        })
        .catch((error: unknown) => respond(errorResponse(error, app.report)));
      return;
    }
    respond(ok(result));
    for (const then of afterResponse) then();
  } catch (error) {
    respond(errorResponse(error, app.report));
  }
}

/** @returns The unverified user id of a connection before login. It only decides if the fault `silence` applies. */
function claimedUserId(app: App, {identifier, a2}: Request['head']): string {
  return a2 ? (readResumeToken(app.key.secretKey, a2)?.userId ?? '') : identifier;
}
