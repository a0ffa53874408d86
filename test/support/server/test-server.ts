/** The business server in this process, with a real PostgreSQL and the local cloud. */
import type {Kysely} from 'kysely';
import {connect} from '../../../demo/server/src/database/connect.ts';
import type {Database} from '../../../demo/server/src/database/schema.ts';
import {readSettings, type Settings} from '../../../demo/server/src/settings/settings.ts';
import {start} from '../../../demo/server/src/start.ts';
import type {RoomResponse} from '../../../demo/server/src/features/rooms/room-shape.ts';
import type {SessionResponse} from '../../../demo/server/src/features/sessions/session-shape.ts';
import {startCloud, type CloudServer} from '../chat/chat-emulator.ts';
import {startTestDatabase} from './test-database.ts';

export const OPERATOR = 'demo-operator';

/**
 * On a busy machine the check of many messages at once takes more than the product's limit of a second, and they would
 * pass unchecked.
 */
const PATIENT = {messageFilterTimeoutMs: 30_000};

export interface ServerOptions {
  /** Address of a database. Default: a new one, which ends with the server. */
  readonly databaseUrl?: string;
  /** A local cloud. Default: a new one, which ends with the server. */
  readonly cloud?: CloudServer;
  /** Variables as in `demo/server/.env.example`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Settings without a variable: the lifetime of signatures, the rate of sessions. */
  readonly settings?: Partial<Settings>;
  /** Resolves when the server listens. Default: when its rooms can be joined. */
  readonly unready?: boolean;
  /** Checks a message within the product's second, for tests in which a store hangs. Default: within 30 s. */
  readonly impatient?: boolean;
}

export interface TestServer {
  /** `http://localhost:PORT` */
  readonly url: string;
  readonly port: number;
  readonly settings: Settings;
  readonly databaseUrl: string;
  readonly db: Kysely<Database>;
  readonly cloud: CloudServer;
  /** All log lines. */
  readonly log: readonly string[];
  call<T = ApiResponse>(method: string, path: string, options?: CallOptions): Promise<ApiResult<T>>;
  /** `POST /api/session` for the room `demo`, or for the room of the body. */
  session(body?: object, bearer?: string): Promise<ApiResult>;
  /** A call with the token of an operator. */
  operate(method: string, path: string, body?: object): Promise<ApiResult>;
  close(): Promise<void>;
}

export interface CallOptions {
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  readonly bearer?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiResult<T = ApiResponse> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** Fields of all responses. A response has only those of its call and status, which the test knows. */
export interface ApiResponse extends Required<SessionResponse>, Omit<RoomResponse, 'product'> {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: {readonly path: string}[] & {readonly reasons: string[]};
  };
}

export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const database = options.databaseUrl ? undefined : await startTestDatabase();
  const databaseUrl = options.databaseUrl ?? (await database!.fresh());
  const cloud = options.cloud ?? (await startCloud());
  const settings: Settings = {
    ...readSettings({
      SDK_APP_ID: String(cloud.sdkAppId),
      SDK_SECRET_KEY: cloud.secretKey,
      IM_REST_URL: `${cloud.url}/cloud/im`,
      IM_SERVER: cloud.wsUrl,
      PORT: '0',
      ...options.environment,
    }),
    ...(!options.impatient && PATIENT),
    ...options.settings,
  };
  const log: string[] = [];
  const started = await start({...settings, databaseUrl}, {logTo: {write: (line) => void log.push(line)}});
  const observer = connect({url: databaseUrl}, () => undefined);
  const url = `http://localhost:${started.port}`;

  const call = async <T = ApiResponse>(
    method: string,
    path: string,
    {body, bearer, headers}: CallOptions = {},
  ): Promise<ApiResult<T>> => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(body !== undefined && {'Content-Type': 'application/json'}),
        ...(bearer !== undefined && {Authorization: `Bearer ${bearer}`}),
        ...headers,
      },
      ...(body !== undefined && {body: typeof body === 'string' ? body : JSON.stringify(body)}),
    });
    const text = await response.text();
    return {status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : undefined) as T};
  };

  const server: TestServer = {
    url,
    port: started.port,
    settings,
    databaseUrl,
    db: observer.db,
    cloud,
    log,
    call,
    session: (body, bearer) => call('POST', '/api/session', {body: {roomId: 'demo', ...body}, bearer}),
    operate: (method, path, body) => call(method, path, {body, bearer: OPERATOR}),
    async close() {
      await started.stop();
      await observer.close();
      if (!options.cloud) await cloud.close();
      await database?.close();
    },
  };
  if (!options.unready) await untilHealthy(server);
  return server;
}

const HEALTHY_MS = 120_000;

/** @throws Error with the last response if it takes too long. */
export async function untilHealthy({call}: Pick<TestServer, 'call'>): Promise<void> {
  const deadline = Date.now() + HEALTHY_MS;
  for (;;) {
    const {status, body} = await call('GET', '/healthz');
    if (status === 200) return;
    if (Date.now() > deadline) throw new Error(`not healthy: ${JSON.stringify(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
