/** The room on a page whose own styles match every element. */
import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {deep, fresh, isShown, joinedRoom, part, put, servedRoom, settled} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import {atTestEnd} from '../support/browser/test-end.ts';
import {findPrivate} from '../support/browser/private-elements.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});
afterEach(() => setViewport({width: 414, height: 896}));

/** Adds page styles for one test. */
function pageStyle(text: string): HTMLStyleElement {
  const style = document.createElement('style');
  style.textContent = text;
  document.head.append(style);
  atTestEnd(() => style.remove());
  return style;
}

/** Everything that a room draws below the elements that the page can select. */
/** Without the frame around the layout, which has no text and passes the page's styles to the page's own content. */
const inside = (root: Element) =>
  deep(root).filter(
    (element): element is HTMLElement =>
      element.getRootNode() !== document &&
      !['SLOT', 'STYLE'].includes(element.tagName) &&
      !element.classList.contains('frame'),
  );
const widthOf = (element: Element) => element.getBoundingClientRect().width;

/** A room with content in every element of the default layout. */
async function fullRoom(attributes = 'style="block-size: 700px"') {
  const backend = new MemoryBackend();
  const {room} = await servedRoom('', attributes, backend);
  service.comment('hello');
  service.says({type: 'comment', kind: 'text', text: 'a danmaku'});
  await eventually(() => part(room, 'message'));
  await eventually(() => part(room, 'gift'));
  await settled(room);
  return room;
}

describe('sizes', () => {
  for (const size of ['62.5%', '10px', '50px'] as const) {
    it(`do not depend on the font size of the page's root (${size})`, async () => {
      const room = await fullRoom();
      const look = () => inside(room).map((element) => `${element.className}: ${getComputedStyle(element).fontSize}`);
      const before = look();
      const sizes = ['like-button', 'gift-bar', 'chat-panel'].map((tag) =>
        widthOf(room.shadowRoot!.querySelector(tag)!),
      );
      pageStyle(`html, body { font-size: ${size}; }`);
      expect(look()).to.deep.equal(before);
      expect(
        ['like-button', 'gift-bar', 'chat-panel'].map((tag) => widthOf(room.shadowRoot!.querySelector(tag)!)),
      ).to.deep.equal(sizes);
      expect(getComputedStyle(room).fontSize).to.equal('16px');
    });
  }

  it('follow the font-size of the room, in every element inside', async () => {
    const room = await fullRoom();
    const like = part(room, 'button');
    expect(widthOf(like)).to.equal(48);
    room.style.fontSize = '20px';
    expect(widthOf(like)).to.equal(60);
    expect(getComputedStyle(part(room, 'message')).fontSize).to.equal('18.75px');
  });

  it('of an element that the page places follow the room around it or the element itself', async () => {
    pageStyle('html, body { font-size: 50px; }');
    const room = await joinedRoom('<div><like-button></like-button></div>', 'id="show"');
    const beside = put('<like-button room="show"></like-button>');
    await settled(beside);
    const [within, without] = [room.querySelector('like-button')!, beside].map((piece) => part(piece, 'button'));
    expect([widthOf(within!), widthOf(without!)]).to.deep.equal([48, 48]);
    room.style.fontSize = '20px';
    beside.style.fontSize = '24px';
    expect([widthOf(within!), widthOf(without!)]).to.deep.equal([60, 72]);
  });
});

/** Properties that the room inherits from its page on purpose. */
const WELCOME = [
  'direction',
  'color-scheme',
  'visibility',
  'pointer-events',
  'interactivity',
  'font-size', // The base of all sizes, on the element itself.
  '-webkit-font-smoothing',
  '-moz-osx-font-smoothing',
  '-webkit-text-size-adjust',
  '-moz-text-size-adjust',
  'text-size-adjust',
  '-webkit-locale',
  // They have no effect on the room's content.
  'app-region',
  'color-interpolation',
  'color-interpolation-filters',
  'color-rendering',
  'dynamic-range-limit',
  'interpolate-size',
  'math-depth',
  'math-shift',
  'math-style',
  'ruby-overhang',
  'speak',
  'text-box-edge',
];

const VALUES =
  'none|auto|normal|hidden|collapse|inset|italic|bold|900|small-caps|uppercase|center|right|end|end end|justify|last|pre|pre-wrap|nowrap|keep-all|break-all|break-word|anywhere|' +
  'vertical-rl|upright|all|under|over|under right|left|inside|square|url(x.png)|fantasy|7px|7px 7px|7|1.7|17%|rgb(1 2 3)|rgb(1, 2, 3)|rgb(1 2 3) 3px 3px|' +
  'dot|circle|wait|text|rtl|dark|bottom|hide|"x"|"«" "»"|"smcp"|"wght" 700|strict|loose|manual|condensed|evenodd|round|bevel|stroke|middle|' +
  'pixelated|geometricprecision|optimizespeed|crispedges|exact|disc|fill stroke|no-autospace|trim-start|space-all|balance|stable|preserve|allow-keywords|' +
  'from-font|ideographic|linearrgb|compact|cjk-decimal|first|first last|before|alternate|read-write|read-write-plaintext-only|horizontal|light|inert|standard|' +
  'historical-forms|jis78|super|petite-caps|ordinal|tabular-nums|common-ligatures|emoji|none none|sideways|ruby|start|allow-end|spaces|break-spaces|space|subpixel-antialiased'
    .split('|')
    .join('|');

/** Inherited properties of the browser, each with a value that differs from its initial one. */
function inherited(): [property: string, value: string][] {
  const outer = put('<div><i></i></div>');
  const inner = outer.firstElementChild!;
  const found: [string, string][] = [];
  for (const property of getComputedStyle(outer)) {
    const read = (element: Element) => getComputedStyle(element).getPropertyValue(property);
    const initial = read(inner);
    const value = VALUES.split('|').find((candidate) => {
      if (!CSS.supports(property, candidate)) return false;
      outer.style.setProperty(property, candidate);
      const handedDown = read(inner) !== initial && read(inner) === read(outer);
      outer.style.removeProperty(property);
      return handedDown;
    });
    if (value !== undefined) found.push([property, value]);
  }
  outer.remove();
  return found;
}

describe("the page's text styles", () => {
  it('end at the room, except the listed ones', async () => {
    const room = await fullRoom();
    const shown = inside(room);
    const properties = inherited().filter(([property]) => !WELCOME.includes(property));
    expect(properties.length).to.be.greaterThan(60);
    const style = pageStyle('');
    const leaks = properties.filter(([property, value]) => {
      const look = () => shown.map((element) => getComputedStyle(element).getPropertyValue(property)).join('\n');
      const before = look();
      style.textContent = `html, body, * { ${property}: ${value}; }`;
      const leaks = look() !== before;
      style.textContent = '';
      return leaks;
    });
    expect(leaks).to.deep.equal([]);
  });

  it('move and resize nothing in it', async () => {
    const room = await fullRoom();
    const boxes = () => {
      const origin = room.getBoundingClientRect();
      return inside(room)
        .filter((element) => isShown(element) && !element.closest('[part~=line], .belt'))
        .map((element) => {
          const {x, y, width, height} = element.getBoundingClientRect();
          return [element.localName, element.className, x - origin.x, y - origin.y, width, height].join(' ');
        });
    };
    const before = boxes();
    pageStyle(`
      html { font-size: 62.5%; line-height: 3; }
      body { letter-spacing: 5px; word-spacing: 9px; text-transform: uppercase; text-indent: 40px; text-align: right;
        text-shadow: 0 0 9px red; font: italic small-caps 900 40px/3 fantasy; white-space: pre; word-break: break-all;
        -webkit-text-stroke: 2px red; -webkit-text-fill-color: red; cursor: wait; border-collapse: collapse; }
      * { letter-spacing: 5px; text-indent: 40px; white-space: pre; text-align: center; line-height: 4; font-family: fantasy; }
    `);
    expect(boxes().filter((box, index) => box !== before[index])).to.deep.equal([]);
  });

  it("apply to the page's own content in the room", async () => {
    pageStyle('body { text-transform: uppercase; letter-spacing: 5px; }');
    const room = await joinedRoom('<p>mine</p><danmaku-layer><p>beneath</p></danmaku-layer>');
    for (const mine of room.querySelectorAll('p'))
      expect(getComputedStyle(mine)).to.include({textTransform: 'uppercase', letterSpacing: '5px'});
  });

  it('take the direction, scheme and language of the room', async () => {
    const room = await fullRoom('style="block-size: 700px" dir="rtl"');
    room.style.colorScheme = 'dark';
    const chat = findPrivate(room.shadowRoot!.querySelector('chat-panel')!, 'listArea')!;
    expect(getComputedStyle(chat)).to.include({direction: 'rtl', colorScheme: 'dark'});
  });
});
