import {readFile} from 'node:fs/promises';
import {deflateSync, crc32} from 'node:zlib';
import {expect, it} from 'vitest';
import type {SdkPage} from '../../support/chat/sdk-page.ts';
import type {VisitorPage} from '../../support/demo/visitor-page.ts';
import {expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';

const demo = useDemo();

/** Metadata that must not arrive. */
const SECRET = 'SECRET-48.8584N-2.2945E';

const u32 = (value: number) => {
  const made = Buffer.alloc(4);
  made.writeUInt32BE(value);
  return made;
};

function pngChunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), body]);
  return Buffer.concat([u32(body.length), named, u32(crc32(named))]);
}

/** A small PNG with a position in its EXIF and in its texts. */
function png(): Buffer {
  const head = Buffer.concat([u32(8), u32(8), Buffer.from([8, 2, 0, 0, 0])]);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(24, 0x90)]);
  const exif = Buffer.concat([Buffer.from('MM\0*\0\0\0\b\0\0\0\0\0\0'), Buffer.from(SECRET)]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', head),
    pngChunk('eXIf', exif),
    pngChunk('tEXt', Buffer.from(`Comment\0${SECRET}`)),
    pngChunk('IDAT', deflateSync(Buffer.concat(Array.from({length: 8}, () => row)))),
    pngChunk('IEND', Buffer.alloc(0)),
    Buffer.from(SECRET),
  ]);
}

const box = (type: string, body: Buffer) => Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);

async function video(): Promise<Buffer> {
  const plain = await readFile(new URL('../../../demo/dev/media/host.mp4', import.meta.url));
  const place = box('udta', box('\xa9xyz', Buffer.from(SECRET)));
  const moov = plain.indexOf('moov') - 4;
  const end = moov + plain.readUInt32BE(moov);
  const whole = Buffer.concat([plain.subarray(0, end), place, plain.subarray(end), box('uuid', Buffer.from(SECRET))]);
  whole.writeUInt32BE(end - moov + place.length, moov);
  return whole;
}

/** Downloads the file that a viewer sent. The room also delivers recent files of others to a viewer who joins. */
async function arrived(
  plain: SdkPage,
  type: 'TIMImageElem' | 'TIMVideoFileElem',
  visitor: VisitorPage,
): Promise<Buffer> {
  const userId = await visitor.page.evaluate(
    () => document.querySelector('live-room')!.session.state.comments.list.find(({own}) => own)?.from.userId,
  );
  const found = async () => (await plain.messages(type)).filter(({from}) => from === userId);
  await expectEventually(found).toHaveLength(1);
  const [message] = await found();
  const {imageInfoArray, videoUrl} = message!.payload as {imageInfoArray?: [{url: string}]; videoUrl?: string};
  return Buffer.from(await (await fetch(imageInfoArray?.[0].url ?? videoUrl!)).arrayBuffer());
}

it('a picture and a video arrive without their GPS position', async () => {
  const [visitor, plain] = [await demo.joined(), await demo.sdkViewer(demo.userId('plain'))];
  const choose = (name: string, mimeType: string, buffer: Buffer) =>
    visitor.page.locator('input[type=file]').setInputFiles({name, mimeType, buffer});
  const own = () =>
    visitor.page.evaluate(() =>
      document.querySelector('live-room')!.session.state.comments.list.some((line) => line.own),
    );
  await choose('Eiffel.png', 'image/png', png());
  await expectEventually(own).toBe(true);
  const picture = await arrived(plain, 'TIMImageElem', visitor);
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect([picture.includes(SECRET), picture.includes('eXIf')]).toEqual([false, false]);
  await choose('Eiffel.mp4', 'video/mp4', await video());
  const received = await arrived(plain, 'TIMVideoFileElem', visitor);
  expect([received.includes(SECRET), received.includes('xyz', 0, 'latin1')]).toEqual([false, false]);
  expect(received.includes('moof')).toBe(true);
});

it('pasted spreadsheet cells become text, and a pasted picture asks for confirmation', async () => {
  const visitor = await demo.joined('', {context: {permissions: ['clipboard-read', 'clipboard-write']}});
  const {page} = visitor;
  /** The delivery states of the viewer's own pictures. */
  const pictures = () =>
    page.evaluate(() =>
      document
        .querySelector('live-room')!
        .session.state.comments.list.filter(({kind, own}) => own && kind === 'image')
        .map(({delivery}) => delivery),
    );
  const copy = (kinds: readonly string[]) =>
    page.evaluate(
      async ([picture, ...wanted]) => {
        const made: Record<string, Blob> = {
          'text/plain': new Blob(['Tea\t12'], {type: 'text/plain'}),
          'text/html': new Blob(['<table><tr><td>Tea</td><td>12</td></tr></table>'], {type: 'text/html'}),
          'image/png': await (await fetch(picture!)).blob(),
        };
        await navigator.clipboard.write([
          new ClipboardItem(Object.fromEntries(wanted.map((kind) => [kind, made[kind]!]))),
        ]);
      },
      [`data:image/png;base64,${png().toString('base64')}`, ...kinds],
    );
  await copy(['text/plain', 'text/html', 'image/png']);
  await visitor.input.click();
  await page.keyboard.press('ControlOrMeta+v');
  await expectEventually(() => visitor.input.inputValue()).toBe('Tea\t12');
  await page.keyboard.press('ControlOrMeta+z');
  await expectEventually(() => visitor.input.inputValue()).toBe('');
  await copy(['image/png']);
  await page.keyboard.press('ControlOrMeta+v');
  await page.getByRole('button', {name: 'Remove file 1'}).waitFor();
  expect(await visitor.input.inputValue()).toBe('');
  expect(await pictures()).toEqual([]);
  await page.getByRole('button', {name: 'Send files'}).click();
  await expectEventually(pictures).toEqual(['sent']);
});
