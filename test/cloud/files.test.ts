import {request as httpRequest} from 'node:http';
import {describe, expect, test} from 'vitest';
import {ROOM, succeeded, useCloud} from '../support/chat/chat-fixture.ts';
import type {SentFile} from '../support/chat/sdk-page.ts';

const fixture = useCloud();

/** A red pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
  'base64',
);
const noise = (bytes: number) => Uint8Array.from({length: bytes}, (_, index) => (index * 31 + 7) % 256);

const FILES: readonly (readonly [
  'Image' | 'Audio' | 'Video' | 'File',
  SentFile,
  string,
  (payload: never) => string,
])[] = [
  [
    'Image',
    {name: 'red.png', type: 'image/png', bytes: PNG},
    'TIMImageElem',
    ({imageInfoArray: [first]}: {imageInfoArray: {url: string}[]}) => first!.url,
  ],
  ['Audio', {name: 'voice.m4a', type: 'audio/mp4', bytes: noise(5_000)}, 'TIMSoundElem', ({url}: {url: string}) => url],
  [
    'Video',
    {name: 'film.mp4', type: 'video/mp4', bytes: noise(300_000)},
    'TIMVideoFileElem',
    ({videoUrl}: {videoUrl: string}) => videoUrl,
  ],
  [
    'File',
    {name: 'list.txt', type: 'text/plain', bytes: noise(70)},
    'TIMFileElem',
    ({fileUrl}: {fileUrl: string}) => fileUrl,
  ],
];

/** The SDK's request before an upload. */
async function grant(kind = 1, name = 'a.png'): Promise<{upload: string; download: string}> {
  const client = await fixture.client(fixture.userId('uploader'));
  const response = await client.ask('im_cos_msg.pre_sig', {file_type: kind, file_name: name, upload_method: 0});
  return {upload: String(response.upload_url), download: String(response.download_url)};
}

const put = (address: string, body: Uint8Array<ArrayBuffer> | string) => fetch(address, {method: 'PUT', body});

describe('a file', () => {
  test.each(FILES)('%s sent by the SDK is downloaded byte for byte', async (kind, file, type, addressOf) => {
    const [sender, reader] = await Promise.all([
      fixture.viewer(fixture.userId('sender'), ROOM),
      fixture.viewer(fixture.userId('reader'), ROOM),
    ]);
    succeeded(await sender.sendFile(ROOM, kind, file));
    await expect.poll(() => reader.messages(type)).toHaveLength(1);
    const [message] = await reader.messages(type);
    const response = await fetch(addressOf(message!.payload as never));
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(file.bytes))).toBe(true);
  });

  test('is uploaded once, to the address that was signed for it', async () => {
    const {upload, download} = await grant();
    expect((await put(download, 'unsigned')).status).toBe(403);
    expect((await put(`${download}?sign=${'0'.repeat(32)}`, 'forged')).status).toBe(403);
    expect((await fetch(download)).status).toBe(404);
    expect((await put(upload, 'first')).status).toBe(200);
    expect((await put(upload, 'second')).status).toBe(403);
    expect(await (await fetch(download)).text()).toBe('first');
  });

  test('cannot be uploaded with the signature of another file', async () => {
    const [one, other] = [await grant(), await grant()];
    const sign = new URL(one.upload).search;
    expect((await put(`${other.download}${sign}`, 'x')).status).toBe(403);
  });

  test('is refused if it is too large, with and without a declared length, and nothing of it is stored', async () => {
    const {upload, download} = await grant();
    expect(await sendBytes(upload, 29 * 1_048_576, true)).toBe(413);
    const again = await grant();
    expect(await sendBytes(again.upload, 29 * 1_048_576, false)).toBe(413);
    for (const address of [download, again.download]) expect((await fetch(address)).status).toBe(404);
  });

  test.each([
    ['a.svg', 'application/octet-stream'],
    ['a.html', 'application/octet-stream'],
    ['a.png', 'image/png'],
    ['a.PNG', 'image/png'],
    ['../../etc/passwd', 'application/octet-stream'],
    ['a.mp4', 'video/mp4'],
    ['none', 'application/octet-stream'],
  ])('with the name %s is served as %s', async (name, type) => {
    const {upload, download} = await grant(255, name);
    expect(download).toMatch(/\/cloud\/im\/files\/[0-9a-f]{24}\.[a-z0-9]{1,5}$/);
    expect((await put(upload, '<script>alert(1)</script>')).status).toBe(200);
    const response = await fetch(download);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('content-disposition')).toBe(type === 'application/octet-stream' ? 'attachment' : null);
  });

  test('is served in ranges, as video players request it', async () => {
    const {upload, download} = await grant(2, 'a.mp4');
    await put(upload, '0123456789');
    const part = async (range: string) => {
      const response = await fetch(download, {headers: {Range: range}});
      return [response.status, response.headers.get('content-range'), await response.text()];
    };
    expect(await part('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234']);
    expect(await part('bytes=7-')).toEqual([206, 'bytes 7-9/10', '789']);
    expect(await part('bytes=-3')).toEqual([206, 'bytes 7-9/10', '789']);
    expect(await part('bytes=20-')).toEqual([416, 'bytes */10', '']);
    expect(await part('lines=1-2')).toEqual([200, null, '0123456789']);
  });

  test.each(['', '..%2f..%2fetc%2fpasswd', '../faults', 'x'.repeat(300), '0'.repeat(24), `${'0'.repeat(24)}.png/..`])(
    'gets the response 404 if its name is %j',
    async (name) => {
      const {download} = await grant();
      const base = download.slice(0, download.lastIndexOf('/') + 1);
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const {hostname, port, pathname} = new URL(base);
        httpRequest({hostname, port, path: pathname + name}, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
      expect(status).toBe(404);
    },
  );

  test('cannot be uploaded by a guest', async () => {
    const client = await fixture.stranger();
    const response = await client.ask('im_cos_msg.pre_sig', {file_type: 1, file_name: 'a.png'});
    expect(response.upload_url).toBeUndefined();
  });
});

/** Uploads this many bytes, with or without a declared length. */
function sendBytes(address: string, bytes: number, declaresLength: boolean): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const {hostname, port, pathname, search} = new URL(address);
    const request = httpRequest(
      {
        hostname,
        port,
        path: pathname + search,
        method: 'PUT',
        headers: declaresLength ? {'Content-Length': bytes} : {'Transfer-Encoding': 'chunked'},
      },
      (response) => {
        response.resume();
        resolve(response.statusCode);
        request.destroy();
      },
    );
    request.on('error', reject);
    const chunk = Buffer.alloc(65_536);
    let left = bytes;
    const write = () => {
      while (left > 0) {
        left -= chunk.length;
        if (!request.write(chunk)) {
          request.once('drain', write);
          return;
        }
      }
      request.end();
    };
    write();
  });
}
