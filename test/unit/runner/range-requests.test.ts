import {readdirSync, statSync} from 'node:fs';
import {type Readable} from 'node:stream';
import {expect, test, vi} from 'vitest';
import {FOLDERS, rangeRequests} from '../../support/runner/range-requests.mjs';

const RECORDINGS = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.(mp4|m4a|webm|ogg)$/.test(name))
    .map((name) => `${folder}/${name}`),
);

async function get(path: string, range: string) {
  const headers: Record<string, string> = {};
  const context = {
    path: `/${path}`,
    status: 404,
    body: undefined as Readable | undefined,
    get: (name: string) => (name === 'Range' ? range : ''),
    set: (name: string, value: string) => void (headers[name] = value),
  };
  const next = vi.fn();
  await rangeRequests(context, next);
  const bytes = context.body ? Buffer.concat(await context.body.toArray()).length : undefined;
  return {status: context.status, headers, bytes, isPassedOn: next.mock.calls.length > 0};
}

test('there are recordings in each folder', () => {
  for (const folder of FOLDERS) expect(RECORDINGS.join(), folder).toContain(folder);
});

test.each(RECORDINGS)('%s: a range has the response of its bytes', async (path) => {
  const {size} = statSync(path);
  expect(await get(path, 'bytes=10-19')).toEqual({
    status: 206,
    headers: {'Content-Range': `bytes 10-19/${size}`, 'Accept-Ranges': 'bytes'},
    bytes: 10,
    isPassedOn: false,
  });
  expect(await get(path, `bytes=${size - 5}-`)).toMatchObject({status: 206, bytes: 5});
});

test('a range beyond the end of a recording has the response 416', async () => {
  expect(await get(RECORDINGS[0]!, 'bytes=999999999-')).toMatchObject({status: 416, bytes: undefined});
});

test.each([
  ['a request without a range', RECORDINGS[0]!, ''],
  ['a file that is no recording', 'package.json', 'bytes=0-1'],
])('%s is passed on', async (_what, path, range) => {
  expect(await get(path, range)).toMatchObject({isPassedOn: true, bytes: undefined});
});
