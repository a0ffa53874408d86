import {isUserId} from '../tencent/user-id.ts';
import {DEMO_ADDRESSES, DEMO_APP_ID, DEMO_SECRETS} from './demo-settings.ts';

/** Everything the server is told from outside. Each variable is explained in `.env.example`. */
export interface Settings {
  readonly sdkAppId: number;
  readonly secretKey: string;
  /** The administrator whose name REST calls carry. */
  readonly imAdmin: string;
  /** The account the server speaks as. */
  readonly imService: string;
  readonly imRestUrl: string;
  readonly imCallbackToken: string;
  readonly callbackPath: string;
  readonly operatorToken: string;
  readonly tokenSecret: string;
  /** PostgreSQL; where it is missing the process starts one of its own. */
  readonly databaseUrl: string | undefined;
  readonly publicApiUrl: string;
  /** Where the demo's products lead; empty with a real app, whose products have addresses of their own. */
  readonly shopUrl: string;
  /** Absolute `ws(s):` addresses handed to pages; missing for Tencent's own. */
  readonly imServer: string | undefined;
  readonly rtcServer: string | undefined;
  /** `*`, or the origins pages may call from. */
  readonly allowedOrigins: '*' | readonly string[];
  readonly viewers: Viewers;
  readonly host: string;
  /** 0 is any free port. */
  readonly port: number;
  readonly logLevel: LogLevel;
  /** The level from which on a viewer's lines may fly in a style of their own; 1 is everybody. */
  readonly styledFromLevel: number;
  /** Session calls a minute and address; 0 is no limit. */
  readonly sessionsPerMinute: number;
  /** How long a signature is good for, in seconds. */
  readonly signatureS: number;
  /** What a room's history keeps at most: the newest so many messages, none older than so many seconds. */
  readonly historyKept: {readonly messages: number; readonly seconds: number};
}

/** Who says who the viewer is: nobody (each visitor is new, with coins to play with), or the host site by a JWT. */
export type Viewers = {readonly from: 'demo'} | {readonly from: 'jwt'; readonly secret: string};

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const SESSIONS_PER_MINUTE = 60;
/** TRTC recommends at least a day. */
const SIGNATURE_S = 86_400;
const HISTORY_KEPT = {messages: 10_000, seconds: 7 * 86_400};
const SECRET_MIN_CHARS = 32;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The server does not start; says everything that is wrong at once, and no value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the settings are not usable (see .env.example):\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the environment. With nothing set it is the demo on one's own desk. As soon as `IM_REST_URL` is not
 * on this machine the app is real: then everything must be given, and nothing of the demo is accepted.
 * @throws SettingsError
 */
export function readSettings(environment: Environment): Settings {
  const read = new Reader(environment);
  const atHome = read.text('IM_REST_URL') === undefined;
  const address = (name: keyof typeof DEMO_ADDRESSES) => read.text(name) ?? (atHome ? DEMO_ADDRESSES[name] : undefined);

  const imRestUrl = read.url('IM_REST_URL', address('IM_REST_URL'), ['https:', 'http:']);
  const real = !LOOPBACK.test(hostOf(imRestUrl));
  if (real && imRestUrl.startsWith('http:')) read.refuse('IM_REST_URL must be https: with a real app');

  const secret = (name: keyof typeof DEMO_SECRETS, minChars = 1): string => {
    const value = read.text(name) ?? (real ? undefined : DEMO_SECRETS[name]);
    if (value === undefined) read.refuse(`${name} is missing`);
    else if (real && isDemoSecret(value)) read.refuse(`${name} is the demo's, which everybody knows`);
    else if (real && value.length < minChars) read.refuse(`${name} must have at least ${minChars} characters`);
    return value ?? '';
  };

  const viewers = read.oneOf('VIEWERS', ['demo', 'jwt'] as const, real ? 'jwt' : 'demo');
  if (real && viewers === 'demo') read.refuse('VIEWERS=demo gives anyone an account: not with a real app');

  const settings: Settings = {
    sdkAppId: read.integer('SDK_APP_ID', real ? undefined : DEMO_APP_ID, {min: 1, max: 2 ** 32 - 1}),
    secretKey: secret('SDK_SECRET_KEY'),
    imAdmin: read.userId('IM_ADMIN', 'administrator'),
    imService: read.userId('IM_SERVICE', 'service'),
    imRestUrl,
    imCallbackToken: secret('IM_CALLBACK_TOKEN', 8),
    callbackPath: read.path('CALLBACK_PATH', '/api/callbacks/im'),
    operatorToken: secret('OPERATOR_TOKEN', SECRET_MIN_CHARS),
    tokenSecret: secret('TOKEN_SECRET', SECRET_MIN_CHARS),
    databaseUrl: read.optionalUrl('DATABASE_URL', read.text('DATABASE_URL'), ['postgres:', 'postgresql:']),
    publicApiUrl: read.url(
      'PUBLIC_API_URL',
      address('PUBLIC_API_URL') ?? (real ? undefined : DEMO_ADDRESSES.PUBLIC_API_URL),
      ['https:', 'http:'],
    ),
    shopUrl:
      read.optionalUrl('SHOP_URL', read.text('SHOP_URL') ?? (real ? undefined : DEMO_ADDRESSES.SHOP_URL), [
        'https:',
        'http:',
      ]) ?? '',
    imServer: read.optionalUrl('IM_SERVER', address('IM_SERVER'), ['wss:', 'ws:']),
    rtcServer: read.optionalUrl('RTC_SERVER', address('RTC_SERVER'), ['wss:', 'ws:']),
    allowedOrigins: read.origins('ALLOWED_ORIGINS', real ? undefined : '*'),
    viewers: viewers === 'demo' ? {from: 'demo'} : {from: 'jwt', secret: secret('HOST_JWT_SECRET', SECRET_MIN_CHARS)},
    host: read.text('HOST') ?? 'localhost',
    port: read.integer('PORT', 0, {min: 0, max: 65_535}),
    logLevel: read.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
    styledFromLevel: read.integer('STYLED_FROM_LEVEL', 1, {min: 1, max: 999}),
    sessionsPerMinute: viewers === 'demo' ? 0 : SESSIONS_PER_MINUTE,
    signatureS: SIGNATURE_S,
    historyKept: HISTORY_KEPT,
  };
  if (settings.viewers.from === 'jwt' && settings.viewers.secret === settings.tokenSecret) {
    read.refuse('HOST_JWT_SECRET and TOKEN_SECRET must differ');
  }
  if (read.problems.length) throw new SettingsError(read.problems);
  return settings;
}

/** Reads single variables; collects what is wrong with them. An empty one counts as not set. */
class Reader {
  readonly problems: string[] = [];
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  refuse(problem: string): void {
    this.problems.push(problem);
  }

  text(name: string): string | undefined {
    return this.#environment[name]?.trim() || undefined;
  }

  integer(name: string, otherwise: number | undefined, {min, max}: {min: number; max: number}): number {
    const text = this.text(name);
    if (text === undefined && otherwise !== undefined) return otherwise;
    const value = /^\d{1,10}$/.test(text ?? '') ? Number(text) : NaN;
    if (!(value >= min && value <= max)) this.refuse(`${name} must be a whole number from ${min} to ${max}`);
    return value;
  }

  oneOf<const T extends string>(name: string, words: readonly T[], otherwise: T): T {
    const text = this.text(name) ?? otherwise;
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) this.refuse(`${name} must be one of ${words.join(', ')}`);
    return word ?? otherwise;
  }

  userId(name: string, otherwise: string): string {
    const value = this.text(name) ?? otherwise;
    if (!isUserId(value)) this.refuse(`${name} must be 1 to 32 letters, digits, _ or -`);
    return value;
  }

  path(name: string, otherwise: string): string {
    const value = this.text(name) ?? otherwise;
    if (!/^(\/[\w.~-]+)+$/.test(value)) this.refuse(`${name} must be a plain path such as /api/callbacks/im`);
    return value;
  }

  url(name: string, value: string | undefined, protocols: readonly string[]): string {
    if (value === undefined) this.refuse(`${name} is missing`);
    return this.optionalUrl(name, value, protocols) ?? '';
  }

  optionalUrl(name: string, value: string | undefined, protocols: readonly string[]): string | undefined {
    if (value === undefined) return undefined;
    if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
      this.refuse(`${name} must be an absolute ${protocols.join(' or ')} address`);
      return undefined;
    }
    return value.replace(/\/+$/, '');
  }

  origins(name: string, otherwise: string | undefined): '*' | readonly string[] {
    const text = this.text(name) ?? otherwise;
    if (text === '*') return '*';
    const origins = (text ?? '')
      .split(',')
      .map((origin) => origin.trim())
      .filter(Boolean);
    const wrong = origins.some((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
    if (!origins.length || wrong)
      this.refuse(`${name} must be * or origins such as https://shop.example, separated by commas`);
    return origins;
  }
}

function isDemoSecret(value: string): boolean {
  return Object.values<string>(DEMO_SECRETS).includes(value);
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
