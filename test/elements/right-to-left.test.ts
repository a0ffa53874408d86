/** In a right-to-left page a Latin name and comment stay within their row, also if the comment wraps. */
import {expect} from '@open-wc/testing';
import type {ChatPanel} from '../../src/elements/chat-panel/chat-panel.ts';
import {eventually} from '../support/eventually.ts';
import {fresh, joinedRoom, part, parts} from '../support/browser/room-fixture.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {atTestEnd} from '../support/browser/test-end.ts';

let service: MemoryService;
beforeEach(() => void (service = fresh()));

const LATIN = 'a comment of so many words that its line ends and begins again, at every width of a phone or a desktop';
const ARABIC = 'تعليق طويل جدا حتى ينتهي السطر ويبدأ من جديد في كل عرض لهاتف أو حاسوب مكتبي في هذه الغرفة الجميلة';

/** The largest distance, px, by which visible characters of an element extend beyond its row. */
function overflowOf(element: Element): number {
  const row = element.closest('[part~=message]')!.getBoundingClientRect();
  return Math.max(...characterBoxes(element).map(({left, right}) => Math.max(row.left - left, right - row.right)));
}

function characterBoxes(element: Element): DOMRect[] {
  const boxes: DOMRect[] = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    const range = document.createRange();
    for (const {index} of text.data.matchAll(/\S/gu)) {
      range.setStart(text, index);
      range.setEnd(text, index + 1);
      boxes.push(range.getBoundingClientRect());
    }
  }
  return boxes;
}

for (const width of [240, 280, 320, 360, 414, 480]) {
  it(`names and comments stay in their row of ${width} px`, async () => {
    document.documentElement.dir = 'rtl';
    atTestEnd(() => (document.documentElement.dir = ''));
    const room = await joinedRoom(
      '<chat-panel style="block-size: 400px"></chat-panel>',
      `style="inline-size: ${width}px"`,
    );
    const panel = room.querySelector<ChatPanel>('chat-panel')!;
    service.comment(LATIN, {userId: 'amy', nick: 'Amy of the Latin name'});
    service.comment(ARABIC, {userId: 'bob', nick: 'Bob'});
    service.comment(`two  spaces   stay ${LATIN}`, {userId: 'amy', nick: 'Amy of the Latin name'});
    await eventually(() => expect(parts(panel, 'text')).to.have.length(3));
    for (const name of ['author', 'text']) {
      for (const element of parts(panel, name))
        expect(overflowOf(element), `${name} ${element.textContent}`).to.be.lessThan(1);
    }
    expect(part(panel, 'list').scrollWidth).to.equal(part(panel, 'list').clientWidth);
  });
}
