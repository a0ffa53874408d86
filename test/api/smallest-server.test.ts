/** Tests docs/smallest-server.mjs, which `live-room-elements init` also writes. */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
import {expect, onTestFinished, test} from 'vitest';
import {verifyUserSig} from '../../demo/cloud/user-sig.ts';

const SERVER = fileURLToPath(new URL('../../docs/smallest-server.mjs', import.meta.url));

function start(environment: Record<string, string>) {
  const server = spawn(process.execPath, [SERVER], {env: environment, stdio: ['ignore', 'pipe', 'pipe']});
  onTestFinished(() => void server.kill());
  return server;
}

test('it names the missing settings and does not start', async () => {
  const server = start({SDK_APP_ID: '1400000000', SDK_SECRET_KEY: ''});
  const [[text], [code]] = (await Promise.all([once(server.stderr, 'data'), once(server, 'exit')])) as [
    [Buffer],
    [number],
  ];
  expect(text.toString()).toContain('SDK_SECRET_KEY');
  expect(code).toBe(1);
});

test('it signs a viewer in, recognises the viewer by the token, and has no other room', async () => {
  const server = start({SDK_APP_ID: '1400000000', SDK_SECRET_KEY: 'a secret', PORT: '0'});
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  const url = /http:\S+/.exec(line.toString())![0];
  const signIn = async (roomId: string, token?: string) => {
    const headers = {'Content-Type': 'application/json', ...(token && {Authorization: `Bearer ${token}`})};
    const response = await fetch(`${url}/session`, {method: 'POST', headers, body: JSON.stringify({roomId})});
    return {status: response.status, body: (await response.json()) as Record<string, string>};
  };
  const {status, body} = await signIn('first');
  expect(status).toBe(200);
  const key = {sdkAppId: 1_400_000_000, secretKey: 'a secret'};
  expect(verifyUserSig(key, body['userSig']!, body['userId']!)).toMatchObject({ok: true});
  expect((await signIn('first', body['token'])).body).toMatchObject({userId: body['userId']});
  expect((await signIn('first', `${body['token']}x`)).body['userId']).not.toBe(body['userId']);
  expect((await signIn('second')).status).toBe(404);
});
