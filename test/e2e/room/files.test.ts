import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {describe, expect, it} from 'vitest';
import type {DanmakuLayer} from '../../../src/elements/danmaku-layer/danmaku-layer.ts';
import {ROOM, expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';

const demo = useDemo();

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const picture = () => readFile(new URL('../../../docs/room.png', import.meta.url));
const videoFile = () => readFile(new URL('../../../demo/dev/media/host.mp4', import.meta.url));

async function fetched(address: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(address)).arrayBuffer());
}

interface RecordingPage {
  /** The browser's recording. */
  recorded: Blob[];
}

/** Provides a microphone that hums, because this machine has none, and keeps its recordings. */
function hum(): void {
  const {recorded} = Object.assign(globalThis as unknown as RecordingPage, {recorded: []});
  const context = new AudioContext();
  const getUserMedia = () => {
    const tone = context.createOscillator();
    const out = context.createMediaStreamDestination();
    tone.connect(out);
    tone.start();
    return Promise.resolve(out.stream);
  };
  Object.defineProperty(navigator.mediaDevices, 'getUserMedia', {value: getUserMedia});
  const Recorder = MediaRecorder;
  globalThis.MediaRecorder = class extends Recorder {
    constructor(...args: ConstructorParameters<typeof Recorder>) {
      super(...args);
      this.addEventListener('dataavailable', (event) => {
        // Adds metadata like a recorder that writes its author: tags of WebM, a box of MP4.
        const secret = new TextEncoder().encode('SECRET-48.8584N');
        const head = this.mimeType.includes('mp4')
          ? [0, 0, 0, 8 + secret.length, ...new TextEncoder().encode('udta')]
          : [0x12, 0x54, 0xc3, 0x67, 0x80 | secret.length];
        const data = new Blob([event.data, new Uint8Array([...head, ...secret])]);
        Object.defineProperty(event, 'data', {value: data});
        recorded.push(data);
      });
    }
  };
}

describe('from our page to a page with the SDK alone a viewer sends', () => {
  it('a chosen picture', async () => {
    const [visitor, plain] = [await demo.joined(), await demo.sdkViewer(demo.userId('plain'))];
    await visitor.page.locator('input[type=file]').setInputFiles({
      name: 'my room.png',
      mimeType: 'image/png',
      buffer: await picture(),
    });
    await expectEventually(() => plain.messages('TIMImageElem')).toHaveLength(1);
    const [message] = await plain.messages('TIMImageElem');
    const [{url}] = message!.payload.imageInfoArray as [{url: string}];
    await expectEventually(() => visitor.page.locator('[part~=text] img').getAttribute('src')).toBe(url);
    await expect.poll(() => visitor.page.locator('progress').count()).toBe(0);
    const bytes = await fetched(url);
    expect(Buffer.from(bytes.subarray(0, 4)).toString('latin1')).toMatch(/^(\x89PNG|\xff\xd8\xff)/s); // The file was encoded again.
  });

  it('a short video, byte for byte', async () => {
    const [visitor, plain] = [await demo.joined(), await demo.sdkViewer(demo.userId('plain'))];
    const buffer = await videoFile();
    await visitor.page.locator('input[type=file]').setInputFiles({name: 'film.mp4', mimeType: 'video/mp4', buffer});
    await expectEventually(() => plain.messages('TIMVideoFileElem')).toHaveLength(1);
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

  it('a voice message of our own recorder, with the recorded sound and without metadata', async () => {
    const visitor = await demo.joined('', {prepare: (page) => page.addInitScript(hum)});
    const plain = await demo.sdkViewer(demo.userId('plain'));
    const {page} = visitor;
    await page.getByRole('button', {name: 'More', exact: true}).click();
    await page.getByRole('button', {name: /^Voice message/}).press('Enter');
    await expectEventually(() => page.locator('.recording .clock').textContent()).toMatch(/^0:(?!00)\d\d$/);
    await page.keyboard.press('Enter');
    await expectEventually(() => plain.messages('TIMSoundElem')).toHaveLength(1);
    const [message] = await plain.messages('TIMSoundElem');
    const {url, second} = message!.payload as {readonly url: string; readonly second: number};
    expect(second).toBeGreaterThan(0);
    const received = Buffer.from(await fetched(url));
    const [recorded, ...sounds] = await page.evaluate(
      async (arrived) => {
        const bytes = await new Blob((globalThis as unknown as RecordingPage).recorded).arrayBuffer();
        const samplesOf = async (file: ArrayBuffer) => {
          const {sampleRate} = new AudioContext();
          const sound = await new OfflineAudioContext(1, 1, sampleRate).decodeAudioData(file);
          return [...sound.getChannelData(0)];
        };
        const sent = new Uint8Array(arrived).buffer;
        return [[...new Uint8Array(bytes)], await samplesOf(bytes.slice(0)), await samplesOf(sent)] as const;
      },
      [...received],
    );
    expect(recorded.length).toBeGreaterThan(1_000);
    expect(sounds[0].length).toBeGreaterThan(20_000);
    expect(sounds[1].length).toBe(sounds[0].length);
    expect(sounds[1].every((sample, at) => sample === sounds[0][at])).toBe(true);
    expect(Buffer.from(recorded).includes('SECRET')).toBe(true);
    expect(received.includes('SECRET')).toBe(false);
    // Times of MP4 are zero; names of WebM's software are empty.
    for (const box of ['mvhd', 'tkhd', 'mdhd']) {
      const at = received.indexOf(box) + 4;
      if (at > 3)
        expect(received.subarray(at + 4, at + (received[at] ? 20 : 12)).every((byte) => byte === 0)).toBe(true);
    }
    expect(received.includes('Chrome')).toBe(false);
    // The message plays for a second, so the wait begins before the press.
    const voice = page.getByRole('button', {name: /^Play the voice/});
    await Promise.all([page.getByRole('button', {name: 'Pause the voice message'}).waitFor(), voice.click()]);
  });

  it('a cancelled upload reaches nobody and can be sent again', async () => {
    const [visitor, plain] = [await demo.joined(), await demo.sdkViewer(demo.userId('plain'))];
    let held: (() => void) | undefined;
    const isHeld = new Promise<void>((resolve) => {
      void visitor.page.route('**/cloud/im/files/**', async (route) => {
        if (route.request().method() !== 'PUT') return route.continue();
        resolve();
        await new Promise<void>((release) => (held = release));
        await route.continue().catch(() => undefined); // The upload was cancelled.
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
    await expectEventually(() => plain.messages('TIMImageElem')).toHaveLength(1);
  });
});

describe('from a page with the SDK alone to ours', () => {
  it('pictures, voice messages and videos arrive and play', async () => {
    const [visitor, plain] = [await demo.joined(), await demo.sdkViewer(demo.userId('plain'))];
    await plain.sendFile(ROOM, 'Image', {name: 'a.png', type: 'image/png', bytes: await picture()});
    const image = visitor.page.locator('[part~=text] img').last();
    await image.waitFor();
    await visitor.page.waitForFunction(
      () =>
        document.querySelector('live-room')!.shadowRoot!.querySelector('chat-panel')!.shadowRoot!.querySelector('img')!
          .naturalWidth > 0,
    );
    await plain.sendFile(ROOM, 'Audio', {name: 'a.m4a', type: 'audio/mp4', bytes: await videoFile()});
    const voice = visitor.page.getByRole('button', {name: /^Play the voice/}).last();
    await voice.click();
    await visitor.page.getByRole('button', {name: 'Pause the voice message'}).waitFor();
    await plain.sendFile(ROOM, 'Video', {name: 'a.mp4', type: 'video/mp4', bytes: await videoFile()});
    await visitor.page
      .getByRole('button', {name: /^Play the video/})
      .last()
      .waitFor();
    await plain.send(ROOM, 'Face', {index: 1, data: '[TUIEmoji_Kiss]'});
    await expectEventually(() => visitor.flying()).toContain('😘');
    await expectEventually(() => visitor.listed()).toContain('😘');
    const addresses = await visitor.page.evaluate(() =>
      document.querySelector('live-room')!.session.state.comments.list.flatMap(({media}) => (media ? [media.url] : [])),
    );
    const sent = [await picture(), await videoFile(), await videoFile()].map(digest);
    expect(
      await Promise.all(addresses.slice(-sent.length).map(async (address) => digest(await fetched(address)))),
    ).toEqual(sent);
  });

  it('a picture flies, and a viewer replies to its line', async () => {
    const [visitor, plain] = [await demo.joined(), await demo.sdkViewer(demo.userId('plain'))];
    await plain.sendFile(ROOM, 'Image', {name: 'a.png', type: 'image/png', bytes: await picture()});
    const {page} = visitor;
    const line = page.locator('[part~=line]', {has: page.locator('.picture img')}).first();
    await expectEventually(async () => ((await line.boundingBox())?.x ?? Infinity) < 500).toBe(true);
    await page.locator('danmaku-layer').evaluate((layer: DanmakuLayer) => (layer.paused = true)); // A paused line can be clicked.
    const {x, y, width, height} = (await line.boundingBox())!;
    await page.mouse.click(x + width / 2, y + height / 2);
    await page.getByRole('button', {name: 'Answer'}).click();
    const reply = `lovely ${Date.now()}`;
    await visitor.type(reply);
    await expectEventually(() => plain.texts()).toContain(reply);
    const row = page.locator('[part~=message]', {hasText: reply});
    const repliedTo = page.locator('[part~=message]', {has: page.locator('[part~=text] img')}).last();
    const author = await repliedTo.locator('[part~=author]').textContent();
    expect(await row.locator('.quote').textContent()).toBe(`${author}: [Picture]`);
  });

  it('an unsupported message type is shown as its name', async () => {
    const [visitor, plain] = [await demo.joined(), await demo.sdkViewer(demo.userId('plain'))];
    await plain.send(ROOM, 'Location', {description: 'the shop', longitude: 121.4, latitude: 31.2});
    await demo.sayAs('service', {MsgType: 'TIMFileElem', MsgContent: {UUID: 'x', FileSize: 3, FileName: 'a.zip'}});
    await demo.sayAs('service', {MsgType: 'TIMRelayElem', MsgContent: {Title: 'a chat', MsgNum: 2}});
    await expectEventually(async () => (await visitor.listed()).slice(-3)).toEqual([
      '[Place]',
      '[File]',
      '[Forwarded messages]',
    ]);
  });

  it('a file with a false type does nothing', async () => {
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
    await expectEventually(() => visitor.listed()).toContain('after the lies');
    expect(await visitor.page.title()).toBe(title);
  });
});

it('a reply is a reply for every viewer: the quote arrives with the comment unchanged', async () => {
  const [visitor, reader] = [await demo.joined(), await demo.joined()];
  const question = `is it in stock ${Date.now()}`;
  await reader.type(question);
  await expectEventually(() => visitor.listed()).toContain(question);
  await visitor.page.locator('[part~=message]', {hasText: question}).locator('[part~=author]').click();
  await visitor.page.getByRole('button', {name: 'Answer'}).click();
  const reply = `it is ${Date.now()}`;
  await visitor.type(reply);
  await expectEventually(() => reader.listed()).toContain(reply);
  const row = reader.page.locator('[part~=message]', {hasText: reply});
  expect(await row.locator('.quote').textContent()).toContain(question);
  expect(await row.getAttribute('class')).toContain('reply-to-me');
  await reader.page.reload();
  await reader.waitForState('joined');
  await expectEventually(() => row.locator('.quote').textContent()).toContain(question); // Now from the history.
});
