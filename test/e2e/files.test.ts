import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {describe, expect, it} from 'vitest';
import {ROOM, soon, useDemo} from '../support/e2e-fixture.ts';

const demo = useDemo();

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const picture = () => readFile(new URL('../../docs/room.png', import.meta.url));
const film = () => readFile(new URL('../../demo/media/host.mp4', import.meta.url));

async function fetched(address: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(address)).arrayBuffer());
}

describe('from our page to a plain page with the SDK alone', () => {
  it('a chosen picture', async () => {
    const [visitor, plain] = [await demo.joined(), await demo.sdkViewer(demo.userId('plain'))];
    await visitor.page.locator('input[type=file]').setInputFiles({
      name: 'my room.png',
      mimeType: 'image/png',
      buffer: await picture(),
    });
    await soon(() => plain.messages('TIMImageElem')).toHaveLength(1);
    const [message] = await plain.messages('TIMImageElem');
    const [{url}] = message!.payload.imageInfoArray as [{url: string}];
    await soon(() => visitor.page.locator('[part~=text] img').getAttribute('src')).toBe(url);
    await expect.poll(() => visitor.page.locator('progress').count()).toBe(0);
    const bytes = await fetched(url);
    expect(Buffer.from(bytes.subarray(0, 4)).toString('latin1')).toMatch(/^(\x89PNG|\xff\xd8\xff)/s); // It is drawn anew.
  });

  it('a short film, byte for byte', async () => {
    const [visitor, plain] = [await demo.joined(), await demo.sdkViewer(demo.userId('plain'))];
    const buffer = await film();
    await visitor.page.locator('input[type=file]').setInputFiles({name: 'film.mp4', mimeType: 'video/mp4', buffer});
    await soon(() => plain.messages('TIMVideoFileElem')).toHaveLength(1);
    const [message] = await plain.messages('TIMVideoFileElem');
    expect(digest(await fetched(String(message!.payload.videoUrl)))).toBe(digest(buffer));
    await expect.poll(() => visitor.page.locator('progress').count()).toBe(0);
    const play = visitor.page.getByRole('button', {name: /^Play the video/});
    await play.click();
    await visitor.page.waitForFunction(
      () =>
        document.querySelector('live-room')!.shadowRoot!.querySelector('chat-panel')!.shadowRoot!.querySelector('video')
          ?.currentTime,
    );
  });

  it('one that is cancelled on its way is heard by nobody, and can be sent again', async () => {
    const [visitor, plain] = [await demo.joined(), await demo.sdkViewer(demo.userId('plain'))];
    let held: (() => void) | undefined;
    const isHeld = new Promise<void>((resolve) => {
      void visitor.page.route('**/cloud/im/files/**', async (route) => {
        if (route.request().method() !== 'PUT') return route.continue();
        resolve();
        await new Promise<void>((release) => (held = release));
        await route.continue().catch(() => undefined); // It was cancelled meanwhile.
      });
    });
    const send = async () =>
      visitor.page
        .locator('input[type=file]')
        .setInputFiles({name: 'a.png', mimeType: 'image/png', buffer: await picture()});
    await send();
    await isHeld;
    await visitor.page.getByRole('button', {name: 'Cancel', exact: true}).click();
    await expect.poll(() => visitor.page.locator('progress').count()).toBe(0);
    held!();
    await visitor.page.unroute('**/cloud/im/files/**');
    await send();
    await soon(() => plain.messages('TIMImageElem')).toHaveLength(1);
  });
});

describe('from a plain page to ours', () => {
  it('pictures, voice and film are seen and heard', async () => {
    const [visitor, plain] = [await demo.joined(), await demo.sdkViewer(demo.userId('plain'))];
    await plain.sendFile(ROOM, 'Image', {name: 'a.png', type: 'image/png', bytes: await picture()});
    const image = visitor.page.locator('[part~=text] img').last();
    await image.waitFor();
    await visitor.page.waitForFunction(
      () =>
        document.querySelector('live-room')!.shadowRoot!.querySelector('chat-panel')!.shadowRoot!.querySelector('img')!
          .naturalWidth > 0,
    );
    await plain.sendFile(ROOM, 'Audio', {name: 'a.m4a', type: 'audio/mp4', bytes: await film()});
    const voice = visitor.page.getByRole('button', {name: /^Play the voice/});
    await voice.click();
    await visitor.page.getByRole('button', {name: 'Pause the voice message'}).waitFor();
    await plain.sendFile(ROOM, 'Video', {name: 'a.mp4', type: 'video/mp4', bytes: await film()});
    await visitor.page.getByRole('button', {name: /^Play the video/}).waitFor();
    await plain.send(ROOM, 'Face', {index: 1, data: '[TUIEmoji_Kiss]'});
    await soon(() => visitor.listed()).toContain('😘');
    await soon(() => visitor.flying()).toContain('😘');
  });

  it('a file that lies about what it is does nothing', async () => {
    const [visitor, plain] = [await demo.joined(), await demo.sdkViewer(demo.userId('liar'))];
    const html = Buffer.from('<!doctype html><script>parent.document.title = "owned"</script>');
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg"><script>top.document.title = "owned"</script></svg>',
    );
    const title = await visitor.page.title();
    await plain.sendFile(ROOM, 'Image', {name: 'a.png', type: 'image/png', bytes: html});
    await plain.sendFile(ROOM, 'Video', {name: 'a.mp4', type: 'video/mp4', bytes: html});
    await demo.sayAs('service', {
      MsgType: 'TIMImageElem',
      MsgContent: {
        UUID: 'x',
        ImageFormat: 1,
        ImageInfoArray: [{Type: 1, Size: 1, Width: 1, Height: 1, URL: `data:image/svg+xml,${svg.toString()}`}],
      },
    });
    await plain.say(ROOM, 'after the lies');
    await soon(() => visitor.listed()).toContain('after the lies');
    expect(await visitor.page.title()).toBe(title);
  });
});

it('an answer is one for everybody: the quote travels beside the comment, and keeps its shape', async () => {
  const [visitor, reader] = [await demo.joined(), await demo.joined()];
  const question = `is it in stock ${Date.now()}`;
  await reader.type(question);
  await soon(() => visitor.listed()).toContain(question);
  await visitor.page.locator('[part~=message]', {hasText: question}).locator('[part~=author]').click();
  await visitor.page.getByRole('button', {name: 'Answer'}).click();
  const answer = `it is ${Date.now()}`;
  await visitor.type(answer);
  await soon(() => reader.listed()).toContain(answer);
  const row = reader.page.locator('[part~=message]', {hasText: answer});
  expect(await row.locator('.quote').textContent()).toContain(question);
  expect(await row.getAttribute('class')).toContain('to-me');
});
