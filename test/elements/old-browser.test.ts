/** Elements in a browser that supports nothing newer than the oldest supported browsers. */
import '../support/browser/old-browser.ts';
import {expect} from '@open-wc/testing';
import type {PrivateChat} from '../../src/elements/private-chat/private-chat.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {eventually, until} from '../support/eventually.ts';
import * as fixture from '../support/browser/room-fixture.ts';
import {findAllPrivate, findPrivate} from '../support/browser/private-elements.ts';

/** The accessible name of an element in a browser without ARIA reflection. */
const nameOf = (element: Element) => element.getAttribute('aria-label');

let service: MemoryService;
/** Errors of the page. */
const problems: string[] = [];

before(() => {
  addEventListener('error', ({message}) => problems.push(message));
  addEventListener('unhandledrejection', ({reason}) => problems.push(String(reason)));
});
beforeEach(() => {
  service = fixture.fresh();
});
afterEach(() => {
  document.documentElement.style.colorScheme = '';
  document.body.removeAttribute('style');
  expect(problems).to.deep.equal([]);
});

const chatIn = async () => {
  const room = await fixture.joinedRoom('<chat-panel style="height: 300px"></chat-panel>');
  const shadow = room.querySelector('chat-panel')!.shadowRoot!;
  await until(() => findPrivate(shadow, 'composerTools'));
  return {room, shadow};
};

describe('the oldest supported browser', () => {
  it('is simulated in these tests', () => {
    expect('ariaLabel' in Element.prototype, 'ARIA reflection').to.be.false;
    expect('role' in Element.prototype, 'role').to.be.false;
    expect('states' in ElementInternals.prototype, 'custom states').to.be.false;
    expect('Segmenter' in Intl, 'Intl.Segmenter').to.be.false;
    expect('any' in AbortSignal || 'timeout' in AbortSignal, 'AbortSignal.any').to.be.false;
    for (const color of ['light-dark(#000, #fff)', 'color-mix(in srgb, #000, #fff)']) {
      expect(CSS.supports('color', color), color).to.be.false;
      const probe = document.createElement('div');
      const sheet = new CSSStyleSheet();
      probe.attachShadow({mode: 'open'}).adoptedStyleSheets = [sheet];
      sheet.replaceSync(`:host {color: rgb(1 2 3)} @supports (color: ${color}) {:host {color: rgb(4 5 6)}}`);
      document.body.append(probe);
      expect(getComputedStyle(probe).color, color).to.equal('rgb(1, 2, 3)');
    }
  });

  it('joins, sends a comment, likes, and shows comments', async () => {
    const room = await fixture.joinedRoom();
    service.comment('hello', {userId: 'bob', nick: '👨‍👩‍👧‍👦 Bob'});
    await room.say('mine 🇨🇳');
    await room.like(3);
    await eventually(() =>
      expect(fixture.parts(room, 'text').map(({textContent}) => textContent)).to.deep.equal(['hello', 'mine 🇨🇳']),
    );
    await eventually(() => expect(fixture.parts(room, 'line').length).to.be.greaterThan(0));
    expect(room.session.status).to.equal('joined');
  });

  for (const scheme of ['light', 'dark'] as const) {
    for (const width of [390, 1200]) {
      it(`shows a whole room without axe violations, ${scheme}, ${width} px wide`, async () => {
        document.documentElement.style.colorScheme = scheme;
        const room = await fixture.joinedRoom('', `style="inline-size: ${width}px; block-size: 700px"`);
        service.comment('hello');
        await fixture.settled(room);
        await surfaceIs(room, scheme);
        await expect(room).to.be.accessible();
      });
    }
  }
});

describe('a panel', () => {
  it('has a name and closes by its labelled button', async () => {
    const room = await fixture.joinedRoom('<private-chat></private-chat>');
    await eventually(() => expect(room.session.state.room.host).not.to.be.undefined);
    await room.session.privateChats();
    const chat = room.querySelector<PrivateChat>('private-chat')!;
    chat.show();
    const shadow = chat.shadowRoot!;
    const close = await until(() =>
      [...shadow.querySelectorAll('button')].find((button) => nameOf(button) === 'Close'),
    );
    const named = [...shadow.querySelectorAll('[aria-label]')].map(nameOf);
    expect(named.filter((name) => name === 'Private messages with Mei')).to.have.lengthOf.at.least(2);
    const field = await until(() => shadow.querySelector('textarea'));
    await eventually(() => expect(nameOf(field)).to.be.oneOf(['Your comment', 'Your message']));
    close.click();
    await eventually(() => expect(close.getBoundingClientRect().height).to.equal(0));
  });

  it('of the composer exposes its name, its buttons and the selection', async () => {
    const {shadow} = await chatIn();
    expect(nameOf(shadow.querySelector('textarea')!)).to.equal('Your comment');
    const press = async (name: 'styleTool' | 'emojiTool' | 'recordTool') => {
      const more = findPrivate(shadow, 'moreTools')!;
      if (more.getAttribute('aria-expanded') !== 'true') more.click();
      const tool = await until(() => findPrivate(shadow, name));
      tool.click();
    };
    await press('styleTool');
    const swatches = await until(() => {
      const all = findAllPrivate(shadow, 'colorSwatch');
      return all.length > 2 && all;
    });
    expect(swatches.map(nameOf)).not.to.include(null);
    expect(
      swatches.map((swatch) => swatch.getAttribute('aria-pressed')).filter((on) => on === 'true'),
    ).to.have.lengthOf(1);
    await press('emojiTool');
    const search = await until(() => shadow.querySelector<HTMLInputElement>('input[type=search]'));
    expect(nameOf(search)).to.equal('Find an emoji');
    const tabs = await until(() => {
      const all = findAllPrivate(shadow, 'emojiGroup');
      return all.length > 2 && all;
    });
    expect(tabs.map(nameOf)).not.to.include(null);
    await eventually(() =>
      expect(tabs.filter((tab) => tab.getAttribute('aria-pressed') === 'true')).to.have.lengthOf(1),
    );
  });
});

describe('colours', () => {
  for (const scheme of ['light', 'dark'] as const) {
    it(`of a line that mentions the viewer keep their contrast, ${scheme}`, async () => {
      document.documentElement.style.colorScheme = scheme;
      document.body.style.background = scheme === 'dark' ? '#111' : '#fff';
      const {room, shadow} = await chatIn();
      const reply = {seq: 3, userId: 'alice', nick: 'Alice', text: 'is it?'};
      service.says({type: 'comment', kind: 'text', text: `indeed\n${'long '.repeat(400)}`, reply}, {level: 12});
      const line = await until(() => findPrivate(shadow, 'replyToViewer'));
      expect(getComputedStyle(line).backgroundColor).to.equal('rgba(128, 128, 128, 0.16)');
      await surfaceIs(room.querySelector('chat-panel')!, scheme);
      await expect(room).to.be.accessible();
    });
  }

  it('follow the page when its scheme changes, on any ancestor of the room', async () => {
    const around = document.createElement('div');
    document.body.append(around);
    const {room} = await chatIn();
    const panel = room.querySelector('chat-panel')!;
    await surfaceIs(panel, 'light');
    document.documentElement.style.colorScheme = 'dark';
    await surfaceIs(panel, 'dark');
    around.append(room);
    around.style.colorScheme = 'light';
    await surfaceIs(panel, 'light');
    around.style.colorScheme = '';
    await surfaceIs(panel, 'dark');
    document.documentElement.style.colorScheme = '';
    await surfaceIs(panel, 'light');
  });

  it("follow the page's meta element, and the page's own colors win", async () => {
    const meta = Object.assign(document.createElement('meta'), {name: 'color-scheme', content: 'dark'});
    document.head.append(meta);
    try {
      const {room} = await chatIn();
      const panel = room.querySelector('chat-panel')!;
      await surfaceIs(panel, 'dark');
      room.style.setProperty('--live-text', 'rgb(1 2 3)');
      await eventually(() => expect(getComputedStyle(panel).color).to.equal('rgb(1, 2, 3)'));
    } finally {
      meta.remove();
    }
  });
});

describe('custom states', () => {
  it('use the dashed form if the browser supports only that, and are omitted if it supports neither', async () => {
    const names = new Set<string>();
    const states = {
      add(name: string) {
        if (!name.startsWith('--')) throw new DOMException('not dashed', 'SyntaxError'); // Chromium 90 to 124.
        names.add(name);
      },
      delete: (name: string) => names.delete(name),
    };
    Object.defineProperty(ElementInternals.prototype, 'states', {configurable: true, get: () => states});
    await fixture.joinedRoom('<p></p>');
    expect([...names]).to.include('--joined');
    expect([...names].filter((name) => !name.startsWith('--'))).to.deep.equal([]);
    Reflect.deleteProperty(ElementInternals.prototype, 'states');
    const room = await fixture.joinedRoom('<p></p>');
    expect(room.session.status).to.equal('joined');
  });
});

/** True if the text of an element is dark on light, or light on dark. */
async function surfaceIs(element: Element, scheme: 'light' | 'dark'): Promise<void> {
  const text = {light: 'rgb(27, 28, 34)', dark: 'rgb(241, 242, 246)'}[scheme];
  await eventually(() => expect(getComputedStyle(element).color).to.equal(text));
}
