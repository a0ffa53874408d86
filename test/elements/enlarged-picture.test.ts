/** An enlarged chat picture on a zoomed page. */
import {expect} from '@open-wc/testing';
import type {MemoryService} from '../support/session/memory-service.ts';
import {PICTURE} from '../support/browser/pictures.ts';
import {fresh, joinedRoom, parts} from '../support/browser/room-fixture.ts';
import {eventually, until} from '../support/eventually.ts';
import {windowRectOf} from '../support/browser/user-input.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

for (const zoom of [0.5, 1, 2]) {
  it(`an enlarged picture fills the window of a page with zoom ${zoom}`, async () => {
    const room = await joinedRoom(
      `<div style="zoom: ${zoom}"><chat-panel style="block-size: 300px"></chat-panel></div>`,
    );
    const media = {kind: 'image', url: PICTURE, thumb: PICTURE, width: 1_280, height: 800} as const;
    service.says({type: 'comment', kind: 'image', text: '', media});
    (await until(() => parts(room, 'text')[0]?.querySelector('button'))).click();
    const dialog = await until(() => room.querySelector('chat-panel')!.shadowRoot!.querySelector('dialog[open]'));
    const image = dialog.querySelector('img')!;
    await until(() => image.naturalWidth);
    await eventually(() => {
      const {left, top, right, bottom} = windowRectOf(image);
      expect([left, top, innerWidth - right, innerHeight - bottom].every((gap) => gap > 0)).to.be.true;
      expect(Math.max((right - left) / innerWidth, (bottom - top) / innerHeight)).to.be.closeTo(0.93, 0.07);
    });
  });
}
