import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {DEMO_SECRETS} from '../../../demo/server/src/settings/demo-settings.ts';
import {readSettings, SettingsError} from '../../../demo/server/src/settings/settings.ts';

const long = (word: string) => `${word}-`.repeat(8);

/** A real app's settings, complete. */
const REAL: Readonly<Record<string, string>> = {
  SDK_APP_ID: '1400123456',
  SDK_SECRET_KEY: long('secret'),
  IM_REST_URL: 'https://adminapisgp.im.qcloud.com',
  IM_CALLBACK_TOKEN: long('callback'),
  OPERATOR_TOKEN: long('operator'),
  TOKEN_SECRET: long('token'),
  HOST_JWT_SECRET: long('host-site'),
  DATABASE_URL: 'postgres://live:secret@db.shop.example/live',
  PUBLIC_API_URL: 'https://shop.example/api',
  ALLOWED_ORIGINS: 'https://shop.example',
  VIEWERS: 'jwt',
};

const problems = (environment: Record<string, string>): readonly string[] => {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as SettingsError).problems;
  }
};

describe('an empty environment', () => {
  test('gives the settings of the demo on localhost', () => {
    expect(readSettings({})).toMatchObject({
      sdkAppId: 1_400_000_001,
      imRestUrl: 'http://localhost:8081/cloud/im',
      imServer: 'ws://localhost:8081/cloud/im',
      operatorToken: 'demo-operator',
      callbackPath: '/api/callbacks/im',
      allowedOrigins: '*',
      viewers: {from: 'demo'},
      minStyleLevel: 1,
      sessionsPerMinute: 0,
      sessionsPerMinuteByAddress: 0,
      restCallsPerSecond: 200,
      databaseUrl: undefined,
      port: 3_000,
      listenHost: 'localhost',
    });
  });

  test('gives the same settings as empty variables', () => {
    expect(readSettings({SDK_APP_ID: '', VIEWERS: ' ', IM_SERVER: ''})).toEqual(readSettings({}));
  });
});

describe('settings of a real app', () => {
  test('are accepted when complete, with rate limits on and pages connected to Tencent', () => {
    expect(readSettings(REAL)).toMatchObject({
      imServer: undefined,
      rtcServer: undefined,
      viewers: {from: 'jwt', secret: REAL['HOST_JWT_SECRET']},
      minStyleLevel: 1,
      sessionsPerMinute: 20,
      sessionsPerMinuteByAddress: 6_000,
      allowedOrigins: ['https://shop.example'],
    });
  });

  test.each(Object.keys(REAL).filter((name) => !['IM_REST_URL', 'VIEWERS'].includes(name)))(
    'are refused without %s, in a message that names the missing variable',
    (name) => {
      expect(problems({...REAL, [name]: ''})).toEqual([expect.stringContaining(name)]);
    },
  );

  test.each(['https://console.tim.qq.com', 'https://adminapisgp.im.qcloud.com', 'https://proxy.shop.example'])(
    'are refused with VIEWERS=demo if the REST address is %s',
    (IM_REST_URL) => {
      expect(problems({...REAL, IM_REST_URL, VIEWERS: 'demo'})).toEqual([expect.stringContaining('VIEWERS=demo')]);
    },
  );

  test.each(Object.entries(DEMO_SECRETS))("are refused if any variable holds the demo's %s", (name, value) => {
    expect(problems({...REAL, [name]: value})).toEqual([expect.stringContaining(name)]);
    expect(problems({...REAL, TOKEN_SECRET: value})).not.toEqual([]);
  });

  test('are refused with a guessable secret or plain http', () => {
    expect(problems({...REAL, TOKEN_SECRET: 'short'})).toEqual([expect.stringContaining('TOKEN_SECRET')]);
    expect(problems({...REAL, OPERATOR_TOKEN: 'letmein'})).toEqual([expect.stringContaining('OPERATOR_TOKEN')]);
    expect(problems({...REAL, IM_REST_URL: 'http://console.tim.qq.com'})).toEqual([expect.stringContaining('https:')]);
    expect(problems({...REAL, HOST_JWT_SECRET: REAL['TOKEN_SECRET']!})).toEqual([expect.stringContaining('differ')]);
  });

  test('are refused with all faults in one message that holds no value', () => {
    const error = problems({...REAL, SDK_APP_ID: 'x-ray', PUBLIC_API_URL: 'y-ray', VIEWERS: 'z-ray', PORT: '70000'});
    expect(error).toHaveLength(4);
    expect(error.join()).not.toMatch(/ray|70000/);
  });
});

test.each([
  ['SDK_APP_ID', '0'],
  ['SDK_APP_ID', '1.5'],
  ['SDK_APP_ID', '-1'],
  ['IM_ADMIN', 'not a user id'],
  ['IM_SERVICE', 'x'.repeat(33)],
  ['IM_REST_URL', 'ftp://localhost'],
  ['IM_REST_URL', 'localhost:8081'],
  ['CALLBACK_PATH', 'api/callbacks'],
  ['CALLBACK_PATH', '/api/:id'],
  ['DATABASE_URL', 'mysql://localhost/live'],
  ['PUBLIC_API_URL', '/api'],
  ['IM_SERVER', 'http://localhost:8081/cloud/im'],
  ['RTC_SERVER', '/cloud/rtc'],
  ['ALLOWED_ORIGINS', 'https://shop.example/'],
  ['ALLOWED_ORIGINS', 'shop.example'],
  ['ALLOWED_ORIGINS', ','],
  ['VIEWERS', 'anyone'],
  ['PORT', '65536'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s is refused by name', (name, value) => {
  const found = problems({[name]: value});
  expect(found.join()).toContain(name);
});

test('.env.example explains every variable that the server reads, and no other', () => {
  const example = readFileSync(new URL('../../../demo/server/.env.example', import.meta.url), 'utf8');
  const explained = [...example.matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name!);
  const read = new Set<string>();
  try {
    readSettings(new Proxy({}, {get: (_target, name) => void read.add(String(name))}));
    readSettings({...Object.fromEntries([...read].map((name) => [name, ''])), VIEWERS: 'jwt'});
  } finally {
    expect(new Set(explained)).toEqual(new Set([...read, 'HOST_JWT_SECRET']));
  }
});
