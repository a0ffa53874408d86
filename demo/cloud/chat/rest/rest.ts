/** Tencent's server REST API: `POST /v4/<service>/<command>` by an admin. The HTTP status is always 200. */
import type {IncomingMessage, ServerResponse} from 'node:http';
import {verifyUserSig} from '../../user-sig.ts';
import type {Account} from '../state/account.ts';
import type {App} from '../app.ts';
import type {Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';
import {errorResponse} from '../wire/error-response.ts';
import type {RestCommand} from './rest-command.ts';
import {addressOf, answerJson, readBody} from '../../http.ts';
import {failed, ok} from '../wire/frames.ts';
import {accounts} from './accounts.ts';
import {counters} from './counters.ts';
import {groups} from './groups.ts';
import {members} from './members.ts';
import {messages} from './messages.ts';
import {privateMessages} from './private-messages.ts';

const commands = new Map(
  Object.entries<RestCommand>({...accounts, ...groups, ...messages, ...members, ...counters, ...privateMessages}),
);

export function answerRest(
  app: App,
  name: string,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  run(app, name, query, request)
    .catch((error: unknown) => {
      if (request.errored) throw error; // The client aborted the request.
      return errorResponse(error, app.report);
    })
    .then((body) => answerJson(response, 200, body))
    .catch(() => response.destroy()); // The client disconnected.
}

async function run(app: App, name: string, query: URLSearchParams, request: IncomingMessage): Promise<Body> {
  const body = await readBody(request);
  if (request.method !== 'POST') return failed(Code.BAD_URL, 'REST takes POST only');
  const admin = requireAdmin(app, query);
  if (!body) return failed(Code.BAD_JSON, 'the body is not a JSON object of at most 256 KB');
  const command = commands.get(name);
  if (!command) throw new Refusal(Code.NO_SUCH_COMMAND, `the local cloud does not know ${name}`);
  const origin = {platform: 'RESTAPI', address: addressOf(request)} as const;
  return ok(await command({app, admin, origin, body}));
}

function requireAdmin(app: App, query: URLSearchParams): Account {
  const appId = query.get('sdkappid');
  if (!appId) throw new Refusal(Code.NO_APP_ID, 'sdkappid is missing');
  if (appId !== String(app.key.sdkAppId)) throw new Refusal(Code.WRONG_APP, 'no such sdkappid');
  const identifier = query.get('identifier') ?? '';
  const check = verifyUserSig(app.key, query.get('usersig') ?? '', identifier);
  if (!check.ok) throw new Refusal(check.code, check.info);
  if (!app.admins.includes(identifier)) throw new Refusal(Code.ADMIN_ONLY, `${identifier} is not an admin`);
  return app.accounts.require(identifier);
}
