/** `/cloud/im/faults`: makes things go wrong on purpose. POST any of the names below, DELETE to restore all. */
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {App} from './app.ts';
import {isBody, type Body} from './body.ts';
import {EDITIONS, purchaseBits} from './edition.ts';
import {answerJson, readBody} from './http.ts';
import type {KickType} from './presence.ts';
import {encodePush} from './wire.ts';

/** A value that cannot be; says which. */
class BadFault extends Error {}

/** Checks a value and answers what to do once all are checked. */
type Fault = (app: App, value: unknown) => () => void | Promise<void>;

const MAX_SECONDS = 3_600;
const KICK_TYPES: Readonly<Record<string, KickType>> = {multipleAccount: 1, multipleDevice: 2, REST_API_Kick: 3};

const FAULTS: Readonly<Record<string, Fault>> = {
  cut: (app, value) => {
    const userId = userIdIn('cut', value);
    return () => app.presence.of(userId).forEach((connection) => connection.cut());
  },
  refuse: (app, value) => {
    const seconds = secondsIn('refuse', value);
    return () => app.faults.refuse(seconds);
  },
  silence: (app, value) => {
    const userId = userIdIn('silence', value);
    const seconds = secondsIn('silence', value);
    return () => app.faults.silence(userId, seconds);
  },
  delayMs: (app, value) => {
    const delay = numberIn('delayMs', value, 60_000);
    return () => void (app.faults.delayMs = delay);
  },
  callbackDelayMs: (app, value) => {
    const delay = numberIn('callbackDelayMs', value, 60_000);
    return () => void (app.faults.callbackDelayMs = delay);
  },
  messagesPerSecond: (app, value) => {
    const limit = numberIn('messagesPerSecond', value, 1_000_000);
    return () => void (app.faults.messagesPerSecond = limit);
  },
  dropPushes: (app, value) => {
    const on = switchIn('dropPushes', value);
    return () => void (app.faults.dropPushes = on);
  },
  tipsWhileMuted: (app, value) => {
    const on = switchIn('tipsWhileMuted', value);
    return () => void (app.faults.tipsWhileMuted = on);
  },
  replayAfterLogin: (app, value) => {
    const on = switchIn('replayAfterLogin', value);
    return () => void (app.faults.replayAfterLogin = on);
  },
  expireSignature: (app, value) => {
    const account = app.accounts.find(userIdIn('expireSignature', value));
    if (!account) throw new BadFault('expireSignature.userId is not an account');
    return async () => {
      // UserSigs count in seconds: only in the next one can an old signature be told from a new.
      const from = Math.floor(Date.now() / 1_000) + 1;
      await new Promise((resolve) => setTimeout(resolve, from * 1_000 - Date.now()));
      account.signaturesFrom = from;
    };
  },
  kick: (app, value) => {
    const account = app.accounts.find(userIdIn('kick', value));
    if (!account) throw new BadFault('kick.userId is not an account');
    const type = isBody(value) ? value.type : undefined;
    const kickType =
      typeof type === 'string' ? KICK_TYPES[type] : Object.values(KICK_TYPES).find((known) => known === type);
    if (!kickType) throw new BadFault(`kick.type must be 1, 2, 3 or one of ${Object.keys(KICK_TYPES).join(', ')}`);
    return () => app.kickEverywhere(account, kickType);
  },
  edition: (app, value) => {
    const edition = EDITIONS.find((known) => known === value);
    if (!edition) throw new BadFault(`edition must be one of ${EDITIONS.join(', ')}`);
    return () => {
      app.faults.edition = edition;
      tellEdition(app);
    };
  },
  multiLogin: (app, value) => {
    const on = switchIn('multiLogin', value);
    return () => void (app.faults.multiLogin = on);
  },
  mode: (app, value) => {
    if (value !== 'push' && value !== 'poll') throw new BadFault('mode must be push or poll');
    return () => void (app.faults.mode = value);
  },
};

export function answerFaults(
  app: App,
  shopOrigin: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const cors = shopOrigin !== undefined && request.headers.origin === shopOrigin;
  response.setHeader('Vary', 'Origin');
  if (cors) response.setHeader('Access-Control-Allow-Origin', shopOrigin);
  if (request.method === 'OPTIONS') {
    if (cors) {
      response.setHeader('Access-Control-Allow-Methods', 'POST, DELETE');
      response.setHeader('Access-Control-Allow-Headers', 'Content-Type, X-Local-Cloud');
    }
    response.writeHead(204).end();
    return;
  }
  run(app, request)
    .catch((error: unknown) => {
      app.report(error);
      return [500, 'the local cloud failed, see its log'] as const;
    })
    .then(([status, error]) => answerJson(response, status, error === undefined ? {ok: true} : {error}))
    .catch(() => response.destroy()); // The caller hung up: there is nobody to tell.
}

async function run(app: App, request: IncomingMessage): Promise<readonly [status: number, error?: string]> {
  const body = await readBody(request);
  if (request.headers['x-local-cloud'] !== '1') return [403, 'the header X-Local-Cloud: 1 is missing'];
  if (request.method === 'DELETE') {
    const {edition} = app.faults;
    app.faults.restore();
    if (app.faults.edition !== edition) tellEdition(app);
    return [200];
  }
  if (request.method !== 'POST') return [405, 'POST or DELETE'];
  if (!body) return [400, 'the body is not a JSON object'];
  try {
    const deeds = Object.entries(body).map(([name, value]) => requireFault(name)(app, value));
    for (const deed of deeds) await deed();
    return [200];
  } catch (error) {
    if (error instanceof BadFault) return [400, error.message];
    throw error;
  }
}

function requireFault(name: string): Fault {
  const fault = Object.hasOwn(FAULTS, name) ? FAULTS[name] : undefined;
  if (!fault) throw new BadFault(`there is no fault ${name}, only ${Object.keys(FAULTS).join(', ')}`);
  return fault;
}

/** What the SDK may do changed: it is told, as after a purchase in the console. */
function tellEdition(app: App): void {
  const body: Body = {
    int32_error_code: 0,
    str_error_message: '',
    str_purchase_bits: purchaseBits(app.faults.edition),
    uint32_expired_time: 86_400,
  };
  const frame = encodePush(body, 'im_sdk_config_mgr.push_imsdk_purchase_bitsv2');
  for (const connection of app.presence.connections) if (connection.identity) connection.send(frame);
}

/** An empty user id stands for all guests, whose identifier on the wire is empty. */
function userIdIn(name: string, value: unknown): string {
  const userId = isBody(value) ? value.userId : undefined;
  if (typeof userId !== 'string') throw new BadFault(`${name}.userId must be a string`);
  return userId;
}

function secondsIn(name: string, value: unknown): number {
  return numberIn(`${name}.seconds`, isBody(value) ? value.seconds : undefined, MAX_SECONDS);
}

function numberIn(name: string, value: unknown, max: number): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= max)) throw new BadFault(`${name} must be 0 to ${max}`);
  return value;
}

function switchIn(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw new BadFault(`${name} must be true or false`);
  return value;
}
