/** The room in a box that the page has scaled, zoomed or rotated. */
import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import type {DanmakuLayer} from '../../src/elements/danmaku-layer/danmaku-layer.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, joinedRoom, part, parts, PHONE, put, settled} from '../support/browser/room-fixture.ts';
import {eventually, until} from '../support/eventually.ts';
import {atTestEnd} from '../support/browser/test-end.ts';
import {clickAtOnce, keyboard, windowRectOf} from '../support/browser/user-input.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

const middle = (element: Element) => {
  const {left, top, width, height} = windowRectOf(element);
  return {x: left + width / 2, y: top + height / 2};
};

const BOXES = [
  ['as it is', ''],
  ['scaled to half', 'transform: scale(0.5); transform-origin: 0 0'],
  ['scaled to more', 'transform: scale(1.5); transform-origin: 0 0'],
  ['zoomed to half', 'zoom: 0.5'],
  ['turned by 20°', 'transform: translate(40px, 80px) rotate(20deg) scale(0.6); transform-origin: 0 0'],
  ['turned by 90°', 'transform: translate(380px, 20px) rotate(90deg); transform-origin: 0 0'],
  ['turned upside down', 'transform: rotate(180deg)'],
  ['mirrored', 'transform: scaleX(-1)'],
] as const;
const NESTED = 'transform: scale(0.8); transform-origin: 20px 10px; zoom: 0.9';

for (const [how, style] of BOXES) {
  describe(`in a box ${how}`, () => {
    for (const [where, inner] of [
      ['', ''],
      [' and in another', NESTED],
    ] as const) {
      it(`a pressed line keeps its position${where}`, async () => {
        const box = put(
          `<div style="${style}"><div style="${inner}"><danmaku-layer style="width: 380px; height: 200px"></danmaku-layer></div></div>`,
        );
        const layer = box.querySelector<DanmakuLayer>('danmaku-layer')!;
        await settled(box);
        for (const [text, mode] of [
          ['here', 'top'],
          ['further', 'bottom'],
        ] as const) {
          layer.show({text, mode});
          const line = await until(() => parts(layer, 'line').find(({textContent}) => textContent === text));
          await eventually(() => expect(line.getBoundingClientRect().width).to.be.greaterThan(0));
          const before = middle(line);
          await clickAtOnce(line);
          const held = await until(() => parts(layer, 'lifted').find(({textContent}) => textContent === text));
          const after = middle(held);
          expect(Math.hypot(after.x - before.x, after.y - before.y)).to.be.lessThan(4);
          await keyboard('{Escape}');
        }
      });
    }

    it('the settings open fully inside the window, above their button', async () => {
      const box = put(
        `<div style="margin-block-start: 250px; ${style}"><danmaku-layer style="width: 380px; height: 200px"></danmaku-layer></div>`,
      );
      const layer = box.querySelector<DanmakuLayer>('danmaku-layer')!;
      layer.show({text: 'wakes it'});
      await until(() => parts(layer, 'line').length);
      layer.shadowRoot!.querySelector<HTMLElement>('[aria-haspopup]')!.click();
      const panel = await until(() => layer.shadowRoot!.querySelector('dialog[open]'));
      const {left, top, right, bottom} = windowRectOf(panel);
      expect([left >= 0, top >= 0, right <= innerWidth + 1, bottom <= innerHeight + 1]).to.deep.equal([
        true,
        true,
        true,
        true,
      ]);
    });

    it('the visible lines stay in place while lines above them change', async () => {
      const room = await joinedRoom(
        `<div style="${style}"><chat-panel style="block-size: 300px; inline-size: 380px"></chat-panel></div>`,
      );
      for (let line = 1; line <= 60; line++)
        service.comment(`line ${line}`, {userId: line % 2 ? 'odd' : 'even', nick: 'x'});
      const list = part(room, 'list');
      await eventually(() => {
        expect(parts(room, 'message')).to.have.lengthOf(60);
        expect(list.scrollHeight - list.clientHeight - list.scrollTop).to.be.lessThan(2);
      });
      list.scrollTop = list.scrollHeight / 2;
      await eventually(() => expect(room.querySelector('chat-panel')!.matches(':state(following)')).to.be.false);
      const {top, bottom} = list.getBoundingClientRect();
      const read = parts(room, 'message').find(
        (row) => row.getBoundingClientRect().top > top && row.getBoundingClientRect().bottom < bottom,
      )!;
      const before = middle(read);
      const gone = parts(room, 'message')[1]!.textContent;
      service.sinks((sink) => sink.deleted([2]));
      await eventually(() => expect(parts(room, 'message')[1]!.textContent).not.to.equal(gone));
      await eventually(() => {
        const after = middle(read);
        expect(Math.hypot(after.x - before.x, after.y - before.y)).to.be.lessThan(3);
      });
    });
  });
}

for (const zoom of [0.5, 1, 1.5]) {
  it(`in a wide window the settings open fully next to their button, zoomed by ${zoom}`, async () => {
    await setViewport({width: 1200, height: 900});
    atTestEnd(() => setViewport(PHONE));
    const box = put(
      `<div style="padding-block-start: 350px; zoom: ${zoom}"><danmaku-layer style="width: 380px; height: 200px"></danmaku-layer></div>`,
    );
    const layer = box.querySelector<DanmakuLayer>('danmaku-layer')!;
    layer.show({text: 'wakes it'});
    await until(() => parts(layer, 'line').length);
    const button = layer.shadowRoot!.querySelector<HTMLElement>('[aria-haspopup]')!;
    button.click();
    const panel = await until(() => layer.shadowRoot!.querySelector('dialog[open]'));
    const {left, top, right, bottom} = windowRectOf(panel);
    expect([left >= 0, top >= 0, right <= innerWidth + 1, bottom <= innerHeight + 1]).to.deep.equal([
      true,
      true,
      true,
      true,
    ]);
    expect(right).to.be.closeTo(Math.max(windowRectOf(button).right, right - left), 10 * zoom);
  });
}
