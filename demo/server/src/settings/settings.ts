import {readFileSync} from 'node:fs';
import Value from 'typebox/value';
import {DEMO_ADDRESSES, DEMO_APP_ID, DEMO_SECRETS} from './demo-settings.ts';
import {parseRedisUrl, type RedisAddress} from '../redis/address.ts';
import {ENVIRONMENT, splitOrigins, type LOG_LEVELS, type Variable} from './environment.ts';

/** The configuration of the server. Each variable is explained in `.env.example`. */
export interface Settings {
  readonly sdkAppId: number;
  readonly secretKey: string;
  /** User id of the administrator that makes REST calls. */
  readonly imAdmin: string;
  /** User id of the account that sends the server's messages. */
  readonly imService: string;
  readonly imRestUrl: string;
  readonly imCallbackToken: string;
  readonly callbackPath: string;
  readonly operatorToken: string;
  readonly tokenSecret: string;
  /** PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** PEM certificates of the authority that signed the database's certificate. */
  readonly databaseCa: string | undefined;
  /** Redis or Valkey for likes, rate limits and slow mode. */
  readonly redis: RedisAddress | undefined;
  readonly publicApiUrl: string;
  /** Base address of links in the demo's products; empty with a real app, whose products have absolute addresses. */
  readonly shopUrl: string;
  /** Absolute `ws(s):` addresses for pages; undefined for Tencent's own servers. */
  readonly imServer: string | undefined;
  readonly rtcServer: string | undefined;
  /** `*`, or the origins pages may call from. */
  readonly allowedOrigins: '*' | readonly string[];
  readonly viewers: Viewers;
  /** `HOST_JWT_SECRET`: the site signs its orders with it. */
  readonly siteSecret: string | undefined;
  readonly listenHost: string;
  /** 0 is any free port. */
  readonly port: number;
  readonly logLevel: LogLevel;
  /** The lowest level whose danmaku lines may have a style; 1 allows every viewer. */
  readonly minStyleLevel: number;
  /** REST calls a second by this process; Tencent allows 200 for all processes of an app. */
  readonly restCallsPerSecond: number;
  /** Session calls a minute of one viewer; 0 is no limit. */
  readonly sessionsPerMinute: number;
  /** Session calls a minute of one address, which thousands may share; 0 is no limit. */
  readonly sessionsPerMinuteByAddress: number;
  /** The lifetime of a signature, in seconds. */
  readonly signatureS: number;
  /** Time for which a room and its history are cached, ms; 0 switches this cache and that of the gifts off. */
  readonly readCacheMs: number;
  /**
   * Time limit of a before-send callback, ms. A message that is not checked by then passes without slow mode and
   * limits.
   */
  readonly messageFilterTimeoutMs: number;
  /** Limits of a room's history: number and age of messages. */
  readonly historyKept: {readonly messages: number; readonly seconds: number};
}

/**
 * Source of viewers' identities. `demo`: each visitor becomes a new viewer with play coins. `jwt`: the site identifies
 * them by a JWT.
 */
export type Viewers = {readonly from: 'demo'} | {readonly from: 'jwt'; readonly secret: string};

export type LogLevel = (typeof LOG_LEVELS)[number];

/** The limit by address is high: an office or a carrier has thousands of viewers behind one address. */
const SESSION_LIMITS = {SESSIONS_PER_MINUTE: '20', SESSIONS_PER_MINUTE_BY_ADDRESS: '6000'};
/** The demo's viewers and bots share one address. */
const NO_SESSION_LIMITS = {SESSIONS_PER_MINUTE: '0', SESSIONS_PER_MINUTE_BY_ADDRESS: '0'};
/** TRTC recommends at least a day. */
const SIGNATURE_S = 86_400;
/** Time after which a change without a notification takes effect. */
const READ_CACHE_MS = 1_000;
/** Half of the 2 s after which Tencent delivers a message without a response. */
const MESSAGE_FILTER_TIMEOUT_MS = 1_000;
const HISTORY_KEPT = {messages: 10_000, seconds: 7 * 86_400};
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const PORT = '3000';

/** Shortest length of each secret of a real app, in characters. */
const SECRETS = {
  SDK_SECRET_KEY: 1,
  IM_CALLBACK_TOKEN: 8,
  OPERATOR_TOKEN: 32,
  TOKEN_SECRET: 32,
  HOST_JWT_SECRET: 32,
} as const;

/** Invalid settings: the server does not start. The message lists every problem, without values. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the settings are not usable (see .env.example):\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;
type Given = Partial<Record<Variable, string>>;

/**
 * Reads and checks the environment. Without variables the settings are those of the demo on a developer's machine. If
 * `IM_REST_URL` is not on this machine the app is real: every setting is then required, and no secret of the demo is
 * accepted. @throws SettingsError
 */
export function readSettings(environment: Environment): Settings {
  const given = readVariables(environment);
  const isReal = !LOOPBACK.test(hostOf(given.IM_REST_URL ?? DEMO_ADDRESSES.IM_REST_URL));
  const values: Given = {...defaults(given, isReal), ...given};
  const problems = [...schemaProblems(values), ...(isReal ? realAppProblems(values) : [])];
  if (values.VIEWERS === 'jwt' && values.HOST_JWT_SECRET && values.HOST_JWT_SECRET === values.TOKEN_SECRET) {
    problems.push('HOST_JWT_SECRET and TOKEN_SECRET must differ');
  }
  const databaseCa = readCertificates('DATABASE_CA_FILE', values, problems);
  const redisCa = readCertificates('REDIS_CA_FILE', values, problems);
  if (problems.length) throw new SettingsError(problems);
  return settingsOf(values as Required<Given>, {databaseCa, redisCa});
}

/** An empty variable counts as not set. */
function readVariables(environment: Environment): Given {
  const names = Object.keys(ENVIRONMENT.properties) as Variable[];
  const entries = names.map((name) => [name, environment[name]?.trim()] as const);
  return Object.fromEntries(entries.filter(([, value]) => value));
}

function defaults(given: Given, isReal: boolean): Given {
  const viewers = given.VIEWERS ?? (isReal ? 'jwt' : 'demo');
  const always = {
    ...(viewers === 'demo' ? NO_SESSION_LIMITS : SESSION_LIMITS),
    IM_ADMIN: 'administrator',
    IM_SERVICE: 'service',
    CALLBACK_PATH: '/api/callbacks/im',
    STYLED_FROM_LEVEL: '1',
    REST_CALLS_PER_SECOND: '200',
    PORT,
    LOG_LEVEL: 'info',
  };
  if (isReal) return {...always, VIEWERS: viewers, HOST: '0.0.0.0'};
  const {IM_SERVER, RTC_SERVER, ...addresses} = DEMO_ADDRESSES;
  return {
    ...always,
    ...DEMO_SECRETS,
    ...addresses,
    // A local cloud other than the demo's has its own addresses for pages.
    ...(given.IM_REST_URL === undefined && {IM_SERVER, RTC_SERVER}),
    SDK_APP_ID: String(DEMO_APP_ID),
    ALLOWED_ORIGINS: '*',
    VIEWERS: viewers,
    HOST: 'localhost',
  };
}

function schemaProblems(values: Given): string[] {
  return Value.Errors(ENVIRONMENT, values).flatMap((error) => {
    if (error.keyword === 'required') return error.params.requiredProperties.map((name) => `${name} is missing`);
    const name = error.instancePath.slice(1) as Variable;
    const {description = ''} = ENVIRONMENT.properties[name] as {readonly description?: string};
    return [`${name} ${description}`];
  });
}

/** Requirements for an app that other people can reach. */
function realAppProblems(values: Given): string[] {
  const problems: string[] = [];
  if (values.IM_REST_URL?.startsWith('http:')) problems.push('IM_REST_URL must be https: with a real app');
  if (values.VIEWERS === 'demo')
    problems.push('VIEWERS=demo gives anyone an account and is not allowed with a real app');
  if (values.DATABASE_URL === undefined) problems.push('DATABASE_URL is missing');
  for (const [name, minChars] of Object.entries(SECRETS) as [keyof typeof SECRETS, number][]) {
    const value = values[name];
    if (value === undefined) {
      if (name === 'HOST_JWT_SECRET' && values.VIEWERS === 'jwt') problems.push(`${name} is missing`);
    } else if (isDemoSecret(value)) problems.push(`${name} is the public secret of the demo`);
    else if (value.length < minChars) problems.push(`${name} must have at least ${minChars} characters`);
  }
  return problems;
}

type CertificateFile = 'DATABASE_CA_FILE' | 'REDIS_CA_FILE';

function readCertificates(name: CertificateFile, values: Given, problems: string[]): string | undefined {
  const file = values[name];
  if (file === undefined) return undefined;
  try {
    const text = readFileSync(file, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
    problems.push(`${name} must hold certificates in PEM`);
  } catch {
    problems.push(`${name} cannot be read`);
  }
  return undefined;
}

interface Certificates {
  readonly databaseCa: string | undefined;
  readonly redisCa: string | undefined;
}

function settingsOf(values: Required<Given>, {databaseCa, redisCa}: Certificates): Settings {
  const optional: Given = values;
  const redis = optional.REDIS_URL === undefined ? undefined : parseRedisUrl(optional.REDIS_URL);
  const isDemo = values.VIEWERS === 'demo';
  return {
    sdkAppId: Number(values.SDK_APP_ID),
    secretKey: values.SDK_SECRET_KEY,
    imAdmin: values.IM_ADMIN,
    imService: values.IM_SERVICE,
    imRestUrl: withoutSlash(values.IM_REST_URL),
    imCallbackToken: values.IM_CALLBACK_TOKEN,
    callbackPath: values.CALLBACK_PATH,
    operatorToken: values.OPERATOR_TOKEN,
    tokenSecret: values.TOKEN_SECRET,
    databaseUrl: optional.DATABASE_URL,
    databaseCa,
    redis: redis && {...redis, ca: redisCa},
    publicApiUrl: withoutSlash(values.PUBLIC_API_URL),
    shopUrl: withoutSlash(optional.SHOP_URL ?? ''),
    imServer: optional.IM_SERVER && withoutSlash(optional.IM_SERVER),
    rtcServer: optional.RTC_SERVER && withoutSlash(optional.RTC_SERVER),
    allowedOrigins: values.ALLOWED_ORIGINS === '*' ? '*' : splitOrigins(values.ALLOWED_ORIGINS),
    viewers: isDemo ? {from: 'demo'} : {from: 'jwt', secret: values.HOST_JWT_SECRET},
    siteSecret: optional.HOST_JWT_SECRET,
    listenHost: values.HOST,
    port: Number(values.PORT),
    logLevel: values.LOG_LEVEL as LogLevel,
    minStyleLevel: Number(values.STYLED_FROM_LEVEL),
    restCallsPerSecond: Number(values.REST_CALLS_PER_SECOND),
    sessionsPerMinute: Number(values.SESSIONS_PER_MINUTE),
    sessionsPerMinuteByAddress: Number(values.SESSIONS_PER_MINUTE_BY_ADDRESS),
    signatureS: SIGNATURE_S,
    readCacheMs: READ_CACHE_MS,
    messageFilterTimeoutMs: MESSAGE_FILTER_TIMEOUT_MS,
    historyKept: HISTORY_KEPT,
  };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

function isDemoSecret(value: string): boolean {
  return Object.values<string>(DEMO_SECRETS).includes(value);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
