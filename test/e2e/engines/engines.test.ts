/** Chromium, Firefox and WebKit in one room, each by real keys and a real pointer. */
import {fileURLToPath} from 'node:url';
import {afterEach, beforeAll, describe, expect, it} from 'vitest';
import {ROOM, expectEventually} from '../../support/demo/demo-fixture.ts';
import {useEngines} from '../../support/demo/engine-fixture.ts';
import type {EnginePage} from '../../support/demo/engine-page.ts';
import {ENGINES} from '../../support/engines/engines.mjs';

const demo = useEngines();

const PICTURE = fileURLToPath(new URL('../../../docs/room.png', import.meta.url));

let words = 0;
const line = (what: string) => `${what} ${process.pid} ${++words}`;

const say = (text: string) => demo.sayAs('service', {MsgType: 'TIMTextElem', MsgContent: {Text: text}});

async function create<Created>(path: string, body: object): Promise<Created> {
  const response = await fetch(`${demo.api}${path}`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', Authorization: 'Bearer demo-operator'},
    body: JSON.stringify(body),
  });
  expect(response.ok, `POST ${path}: ${response.status}`).toBe(true);
  return (await response.json()) as Created;
}

const total = async (visitor: EnginePage) => (await visitor.texts('like-button >>> [part~=total]'))[0];

describe('in one room, embedded by two lines,', () => {
  beforeAll(() => demo.enter());

  it('visitors in three engines are three viewers', async () => {
    expect(new Set(await demo.each((visitor) => visitor.userId())).size).toBe(ENGINES.length);
    await expectEventually(() => demo.online(ROOM)).toBe(ENGINES.length);
  });

  it.each(ENGINES)('a comment typed in %s is listed and flies in every engine', async (engine) => {
    const text = line(`from ${engine}`);
    await Promise.all([demo.in(engine).say(text), demo.each((visitor) => visitor.waitForFlyingLine(text))]);
  });

  it.each(ENGINES)('a gift pressed in %s is billed, and its banner is shown in every engine', async (engine) => {
    const [gift, other] = [ENGINES.indexOf(engine), demo.in(engine)];
    const [name] = (await other.texts('gift-bar >>> [part~=name]')).slice(gift);
    const balance = async () => Number((await other.texts('gift-bar >>> [part~=balance]'))[0]!.replace(/\D/g, ''));
    const before = await balance();
    await other.press(`gift-bar >>> [part~=gift]:nth-child(${gift + 1})`);
    await demo.each((visitor) =>
      visitor.until(
        (wanted) =>
          watched.deepAll('gift-feed >>> [part~=banner]').some(({textContent}) => textContent.includes(wanted)),
        `banner of ${name}`,
        name!,
      ),
    );
    await expectEventually(balance).toBeLessThan(before);
  });

  it.each(ENGINES)('likes pressed in %s count in every engine', async (engine) => {
    const before = Number(await total(demo.in(engine)));
    for (let press = 0; press < 3; press++) await demo.in(engine).press('like-button >>> [part~=button]');
    for (const visitor of demo.visitors)
      await expectEventually(async () => Number(await total(visitor))).toBe(before + 3);
  });

  it('a product on show is shown, and can be pressed, in every engine', async () => {
    try {
      for (const [productId, title] of [
        ['cup', 'Falling snow'],
        ['teapot', 'Yixing'],
      ] as const) {
        await demo.operator('PUT', `/rooms/${ROOM}/featured-product`, {productId});
        for (const visitor of demo.visitors)
          await expectEventually(async () => (await visitor.texts('product-slot >>> [part~=title]')).join()).toContain(
            title,
          );
      }
      await demo.each(async (visitor) => {
        await visitor.browser.evaluate(() =>
          addEventListener('live-product-select', (event) => event.preventDefault(), {once: true}),
        );
        await visitor.press('product-slot >>> [part~=action]');
        await expectEventually(() => visitor.events()).toContain('live-product-select');
      });
    } finally {
      await demo.operator('PUT', `/rooms/${ROOM}/featured-product`, {productId: null});
    }
  });

  it('a broadcast is shown in every engine until the viewer closes it', async () => {
    const text = line('To everybody');
    await demo.operator('POST', '/broadcasts', {text});
    await demo.each(async (visitor) => {
      const shown = async () => (await visitor.texts('broadcast-banner >>> [part~=text]')).join();
      await expectEventually(shown).toContain(text);
      await visitor.press('broadcast-banner >>> [part~=close]');
      await expectEventually(shown).not.toContain(text);
    });
  });

  it('a lottery is entered by a press in every engine, and all show the same winner', async () => {
    const keyword = line('koi');
    const {lotteryId} = await create<{lotteryId: string}>(`/rooms/${ROOM}/lotteries`, {
      keyword,
      seconds: 300,
      prize: 'A teapot',
      winners: 1,
    });
    await demo.each(async (visitor) => {
      await visitor.press('lottery-card >>> [part~=enter][aria-disabled=false]');
      await visitor.until(
        () => watched.deepAll('lottery-card >>> [part~=enter][aria-disabled=true]')[0]?.textContent,
        'entry in the lottery',
      );
    });
    await expectEventually(async () => {
      const response = await fetch(`${demo.api}/rooms/${ROOM}/messages?limit=50`);
      const {messages} = (await response.json()) as {messages: {body: {MsgContent: {Text?: string}}[]}[]};
      return messages.filter(({body}) => body[0]?.MsgContent.Text === keyword).length;
    }).toBe(ENGINES.length);
    const {winners} = await create<{winners: {userId: string; nick: string}[]}>(`/lotteries/${lotteryId}/draw`, {});
    expect(winners).toHaveLength(1);
    expect(await demo.each((visitor) => visitor.userId())).toContain(winners[0]!.userId);
    for (const visitor of demo.visitors)
      await expectEventually(() => visitor.texts('lottery-card >>> [part~=winners] li')).toEqual([winners[0]!.nick]);
  });

  it.each(ENGINES)('a picture chosen in %s is shown in every engine', async (engine) => {
    const known = await demo.each((visitor) => visitor.browser.evaluate(imageAddresses));
    await demo.in(engine).chooseFile(PICTURE);
    const addresses = await demo.each((visitor) => visitor.until(newImage, 'new picture', known.flat()));
    expect(new Set(addresses).size).toBe(1);
    for (const visitor of demo.visitors)
      await expectEventually(() => visitor.texts('chat-panel >>> progress')).toEqual([]);
  });

  it.each(ENGINES)('a voice message held in %s has its length and plays in every engine', async (engine) => {
    const known = await demo.each((visitor) => visitor.browser.evaluate(soundAddresses));
    const speaker = demo.in(engine);
    if (!(await speaker.browser.evaluate(() => watched.deepAll('form.full').length))) await speaker.press('.tool.more');
    await speaker.pressDown('.tool.record');
    await speaker.until(
      () => watched.deepAll('.recording .clock')[0]?.textContent === '0:02',
      'two seconds on the clock',
    );
    await speaker.browser.mouse.up();
    const voices = await demo.each(async (visitor) => {
      const {url, seconds} = await visitor.until(newSound, 'new voice message', known.flat());
      const length = await visitor.until(decodedSeconds, 'voice that can be decoded', url);
      return {seconds, length};
    });
    for (const {seconds, length} of voices) {
      expect(seconds).toBeGreaterThanOrEqual(2);
      expect(seconds).toBeLessThanOrEqual(4);
      expect(Math.abs(length - seconds)).toBeLessThan(1);
    }
  });

  it('every engine reconnects after a cut and lists the missed messages once and in order', async () => {
    const before = line('before');
    await say(before);
    await demo.each((visitor) => visitor.waitForFlyingLine(before));
    for (const visitor of demo.visitors)
      await demo.fault({refuse: {seconds: 4}, cut: {userId: await visitor.userId()}});
    await demo.each((visitor) => visitor.waitForState('reconnecting'));
    const meanwhile = [line('meanwhile'), line('meanwhile'), line('meanwhile')];
    for (const text of meanwhile) await say(text);
    await demo.each((visitor) => visitor.waitForState('joined'));
    const after = line('after');
    await demo.in('firefox').say(after);
    const all = [before, ...meanwhile, after];
    for (const visitor of demo.visitors)
      await expectEventually(async () =>
        (await visitor.texts('chat-panel >>> [part~=text]')).filter((text) => all.includes(text)),
      ).toEqual(all);
  });
});

function imageAddresses(): string[] {
  const {list} = document.querySelector('live-room')!.session.state.comments;
  return list.flatMap(({media}) => (media?.kind === 'image' ? [media.url] : []));
}

/** The address of a new picture, once its image in the list is drawn. */
function newImage(known: readonly string[]): string | undefined {
  const {list} = document.querySelector('live-room')!.session.state.comments;
  const media = list.map((comment) => comment.media).findLast((found) => found?.kind === 'image');
  if (!media?.url.startsWith('http') || known.includes(media.url)) return undefined;
  const images = watched.deepAll('chat-panel >>> [part~=text] img') as HTMLImageElement[];
  const image = images.find(({src}) => src === media.url || src === media.thumb);
  return image?.naturalWidth ? media.url : undefined;
}

function soundAddresses(): string[] {
  const {list} = document.querySelector('live-room')!.session.state.comments;
  return list.flatMap(({media}) => (media?.kind === 'sound' ? [media.url] : []));
}

function newSound(known: readonly string[]): {url: string; seconds: number} | undefined {
  const {list} = document.querySelector('live-room')!.session.state.comments;
  const media = list.map((comment) => comment.media).findLast((found) => found?.kind === 'sound');
  return media && media.url.startsWith('http') && !known.includes(media.url) ? media : undefined;
}

/**
 * Seconds of the sound in a file, as this engine decodes it. Works without a sound device. Undefined until it is
 * decoded.
 */
function decodedSeconds(url: string): number | undefined {
  const page = globalThis as unknown as {decoded?: Record<string, number | Error | undefined>};
  const decoded = (page.decoded ??= {});
  if (!(url in decoded)) {
    decoded[url] = undefined;
    fetch(url)
      .then((response) => response.arrayBuffer())
      .then((bytes) => new OfflineAudioContext(1, 1, 44_100).decodeAudioData(bytes))
      .then((sound) => {
        const isSilent = sound.getChannelData(0).every((sample) => Math.abs(sample) < 0.01);
        decoded[url] = isSilent ? new Error('there is only silence') : sound.duration;
      })
      .catch((error: Error) => (decoded[url] = error));
  }
  const result = decoded[url];
  if (result instanceof Error) throw result;
  return result;
}

describe('the video', () => {
  afterEach(() => demo.mediaFault({loop: false}));
  const webRtc = () => [demo.in('chromium'), demo.in('firefox')];

  it('plays by TRTC in Chromium and Firefox', async () => {
    await demo.mediaFault({loop: true});
    await demo.enter({}, webRtc());
    for (const {isStream} of await demo.each((visitor) => visitor.seesPicture(5), webRtc()))
      expect(isStream).toBe(true);
  });

  it('plays by HLS in WebKit, which has no WebRTC here', async () => {
    const webkit = demo.in('webkit');
    await demo.enter({}, [webkit]);
    expect((await webkit.seesPicture(3)).isStream).toBe(false);
  });

  it('plays by HLS in Chromium and Firefox if the page has a stream', async () => {
    await demo.enter({attributes: `stream-url="${demo.platform}/stream/host.m3u8"`}, webRtc());
    for (const {isStream} of await demo.each((visitor) => visitor.seesPicture(3), webRtc()))
      expect(isStream).toBe(false);
  });
});

describe('on a page with a strict policy', () => {
  // Runs one engine after another: three videos at once are too much for two cores.
  it.each(ENGINES)(
    'the room is styled, sends comments and plays in %s, and the policy refuses nothing',
    async (engine) => {
      const page = await (await fetch(`${demo.shop}/examples/csp.html`)).text();
      const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page)![1]!;
      const visitor = demo.in(engine);
      await demo.enter(
        {
          policy: policy.replace('script-src', "script-src 'nonce-test'"),
          attributes: `stream-url="${demo.platform}/stream/host.m3u8"`,
        },
        [visitor],
      );
      const display = await visitor.browser.evaluate(
        () => getComputedStyle(watched.deepAll('live-room >>> [part~=layout]')[0]!).display,
      );
      expect(display).toBe('grid');
      const text = line('strict');
      await Promise.all([visitor.say(text), visitor.waitForFlyingLine(text)]);
      await visitor.seesPicture(2);
    },
  );
});

describe('on a page from right to left', () => {
  it('the room is mirrored and takes comments of both directions in every engine', async () => {
    await demo.enter({root: 'lang="ar" dir="rtl"'});
    for (const visitor of demo.visitors) {
      const text = `مرحبا بالعالم ${line(visitor.engine)}`;
      await visitor.say(text);
      await demo.each((other) => other.waitForFlyingLine(text));
      const places = await visitor.browser.evaluate(() => {
        const left = (selector: string) => watched.deepAll(selector)[0]!.getBoundingClientRect().left;
        return {
          stage: left('[part~=stage]'),
          aside: left('[part~=aside]'),
          input: left('[part~=input]'),
          send: left('[part~=send]'),
        };
      });
      expect(places.aside, visitor.engine).toBeLessThan(places.stage);
      expect(places.send, visitor.engine).toBeLessThan(places.input);
    }
  });
});
