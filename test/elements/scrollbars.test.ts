import {expect} from '@open-wc/testing';
import {skipIn} from '../support/browser/engine.ts';
import {until} from '../support/eventually.ts';
import {fresh, joinedRoom, part} from '../support/browser/room-fixture.ts';
import {atTestEnd} from '../support/browser/test-end.ts';

/** Thumb and track color, as the engine writes them. */
const colors = (element: Element) => getComputedStyle(element).scrollbarColor.match(/rgba?\([^)]*\)/g);

for (const scheme of ['light', 'dark']) {
  skipIn({webkit: 'it has no scrollbar-color'})(
    `a list shows its background through the track of its scrollbar, ${scheme}`,
    async () => {
      document.documentElement.style.colorScheme = scheme;
      atTestEnd(() => document.documentElement.style.removeProperty('color-scheme'));
      const service = fresh();
      const room = await joinedRoom('<chat-panel style="height: 200px"></chat-panel>');
      for (let line = 0; line < 20; line++) service.comment(`line ${line}`);
      const list = part(room.querySelector('chat-panel')!, 'list');
      await until(() => list.scrollHeight > list.clientHeight);
      const [thumb, track] = colors(list)!;
      expect(track).to.equal('rgba(0, 0, 0, 0)');
      expect(thumb).to.equal(scheme === 'dark' ? 'rgb(169, 172, 187)' : 'rgb(93, 96, 112)');
    },
  );
}
