/** The fault-injection endpoint of chat and TRTC: POST sets faults by name, DELETE ends all. */
import type {IncomingMessage, ServerResponse} from 'node:http';
import {answerJson, readBody} from './http.ts';
import {isBody} from './chat/wire/body.ts';

/** A fault with an invalid value. */
export class InvalidFault extends Error {}

/** Validates a value. @returns The action, which runs after all values were validated. @throws InvalidFault */
export type Fault<App> = (app: App, value: unknown) => () => void | Promise<void>;

export interface FaultInjection<App> {
  readonly app: App;
  readonly faults: Readonly<Record<string, Fault<App>>>;
  /** Ends all lasting faults. */
  readonly restore: (app: App) => void;
  /** The origin whose pages may set faults. Default: none. */
  readonly shopOrigin: string | undefined;
  /** Called with bugs of the cloud itself. */
  readonly report: (error: unknown) => void;
}

const MAX_SECONDS = 3_600;

export function handleFaultRequest<App>(
  door: FaultInjection<App>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const {shopOrigin} = door;
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
  run(door, request)
    .catch((error: unknown) => {
      door.report(error);
      return [500, 'the local cloud failed, see its log'] as const;
    })
    .then(([status, error]) => answerJson(response, status, error === undefined ? {ok: true} : {error}))
    .catch(() => response.destroy()); // The client disconnected.
}

async function run<App>(
  {app, faults, restore}: FaultInjection<App>,
  request: IncomingMessage,
): Promise<readonly [status: number, error?: string]> {
  const body = await readBody(request);
  if (request.headers['x-local-cloud'] !== '1') return [403, 'the header X-Local-Cloud: 1 is missing'];
  if (request.method === 'DELETE') {
    restore(app);
    return [200];
  }
  if (request.method !== 'POST') return [405, 'POST or DELETE'];
  if (!body) return [400, 'the body is not a JSON object'];
  try {
    const actions = Object.entries(body).map(([name, value]) => {
      if (!Object.hasOwn(faults, name))
        throw new InvalidFault(`unknown fault ${name}; known faults: ${Object.keys(faults).join(', ')}`);
      return faults[name]!(app, value);
    });
    for (const action of actions) await action();
    return [200];
  } catch (error) {
    if (error instanceof InvalidFault) return [400, error.message];
    throw error;
  }
}

/** Waits for the next second: UserSigs have a resolution of one. @returns Unix seconds. */
export async function nextSecond(): Promise<number> {
  const from = Math.floor(Date.now() / 1_000) + 1;
  await new Promise((resolve) => setTimeout(resolve, from * 1_000 - Date.now()));
  return from;
}

export function userIdIn(name: string, value: unknown): string {
  const userId = isBody(value) ? value.userId : undefined;
  if (typeof userId !== 'string') throw new InvalidFault(`${name}.userId must be a string`);
  return userId;
}

export function secondsIn(name: string, value: unknown): number {
  return numberIn(`${name}.seconds`, isBody(value) ? value.seconds : undefined, MAX_SECONDS);
}

export function numberIn(name: string, value: unknown, max: number): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= max)) throw new InvalidFault(`${name} must be 0 to ${max}`);
  return value;
}

export function booleanIn(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw new InvalidFault(`${name} must be true or false`);
  return value;
}
