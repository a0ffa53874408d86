import {Type, type TString} from 'typebox';
import {parseRedisUrl} from '../redis/address.ts';
import {isUserId} from '../tencent/user-id.ts';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export const VIEWER_SOURCES = ['demo', 'jwt'] as const;

const WEB = ['https:', 'http:'] as const;
const WEB_SOCKET = ['wss:', 'ws:'] as const;

/** All variables of the server. The error message of a wrong value is the variable's name and its description. */
export const ENVIRONMENT = Type.Object({
  SDK_APP_ID: wholeNumber(1, 2 ** 32 - 1),
  SDK_SECRET_KEY: text(),
  IM_REST_URL: url(WEB),
  IM_ADMIN: userId(),
  IM_SERVICE: userId(),
  IM_CALLBACK_TOKEN: text(),
  CALLBACK_PATH: text('must be a plain path such as /api/callbacks/im', (value) => /^(\/[\w.~-]+)+$/.test(value)),
  OPERATOR_TOKEN: text(),
  TOKEN_SECRET: text(),
  VIEWERS: oneOf(VIEWER_SOURCES),
  HOST_JWT_SECRET: Type.Optional(text()),
  ALLOWED_ORIGINS: text('must be * or origins such as https://shop.example, separated by commas', areOrigins),
  STYLED_FROM_LEVEL: wholeNumber(1, 999),
  REST_CALLS_PER_SECOND: wholeNumber(5, 10_000),
  SESSIONS_PER_MINUTE: wholeNumber(0, 1_000_000),
  SESSIONS_PER_MINUTE_BY_ADDRESS: wholeNumber(0, 1_000_000_000),
  DATABASE_URL: Type.Optional(url(['postgres:', 'postgresql:'])),
  DATABASE_CA_FILE: Type.Optional(text()),
  REDIS_URL: Type.Optional(
    text(
      'must be an address such as redis://user:password@host:6379/0 or rediss://…, or several, separated by commas',
      (value) => parseRedisUrl(value) !== undefined,
    ),
  ),
  REDIS_CA_FILE: Type.Optional(text()),
  PUBLIC_API_URL: url(WEB),
  SHOP_URL: Type.Optional(url(WEB)),
  IM_SERVER: Type.Optional(url(WEB_SOCKET)),
  RTC_SERVER: Type.Optional(url(WEB_SOCKET)),
  HOST: text(),
  PORT: wholeNumber(0, 65_535),
  LOG_LEVEL: oneOf(LOG_LEVELS),
});

export type Variable = keyof typeof ENVIRONMENT.properties;

function text(description = '', isValid: (value: string) => boolean = () => true): TString {
  return Type.Refine(Type.String({description}), isValid);
}

function wholeNumber(min: number, max: number): TString {
  return text(`must be a whole number from ${min} to ${max}`, (value) => {
    const number = /^\d{1,10}$/.test(value) ? Number(value) : NaN;
    return number >= min && number <= max;
  });
}

function oneOf(words: readonly string[]): TString {
  return text(`must be one of ${words.join(', ')}`, (value) => words.includes(value));
}

function userId(): TString {
  return text('must be 1 to 32 letters, digits, _ or -', isUserId);
}

function url(protocols: readonly string[]): TString {
  return text(
    `must be an absolute ${protocols.join(' or ')} address`,
    (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
  );
}

function areOrigins(value: string): boolean {
  if (value === '*') return true;
  const origins = splitOrigins(value);
  return origins.length > 0 && origins.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin);
}

export function splitOrigins(value: string): string[] {
  return value
    .split(',')
    .map((origin) => origin.trim())
    .filter(Boolean);
}
