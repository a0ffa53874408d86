import {expect} from '@open-wc/testing';
import type {RoomHeader} from '../../src/elements/room-header/room-header.ts';
import {eventually} from '../support/eventually.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, isShown, joinedRoom, part} from '../support/browser/room-fixture.ts';
import {click, keyboard} from '../support/browser/user-input.ts';
import {findPrivate} from '../support/browser/private-elements.ts';

const LONG = `${'今天全场包邮,下单前先领券。Free shipping for every order placed during the show. '.repeat(5)}END`;

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

async function header(notice: string, style = ''): Promise<RoomHeader> {
  service.facts = {...service.facts, notice};
  const room = await joinedRoom(`<room-header style="${style}"></room-header>`);
  const found = room.querySelector('room-header')!;
  await eventually(() => expect(part(found, 'notice').textContent).to.include(notice));
  return found;
}

const more = (shown: RoomHeader) => findPrivate<HTMLButtonElement>(shown, 'noticeMoreButton')!;

/** The position of the last word of the notice, and the box that shows it. */
function endOf(shown: RoomHeader) {
  const notice = part(shown, 'notice');
  const text = [...notice.childNodes].find((node): node is Text => node instanceof Text && node.data.includes('END'))!;
  const range = document.createRange();
  const at = text.data.indexOf('END');
  range.setStart(text, at);
  range.setEnd(text, at + 3);
  return {end: range.getBoundingClientRect(), box: notice.getBoundingClientRect(), notice};
}

const isCut = (shown: RoomHeader) => endOf(shown).end.bottom > endOf(shown).box.bottom + 1;

describe('a notice longer than its lines', () => {
  for (const [how, style] of [
    ['in a wide page', 'width: 700px'],
    ['at 320 px', 'width: 320px'],
    ['at 320 px and 200 % text', 'width: 320px; font-size: 32px'],
  ] as const) {
    it(`is shown in full after a press of its button, ${how}`, async () => {
      const shown = await header(LONG, style);
      await eventually(() => expect(isShown(more(shown))).to.be.true);
      expect(isCut(shown)).to.be.true;
      expect(more(shown).textContent.trim()).to.equal('Show more');
      expect(more(shown).getAttribute('aria-expanded')).to.equal('false');
      const {width, height, right} = more(shown).getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(24);
      expect(right).to.be.at.most(shown.getBoundingClientRect().right + 0.5);
      await click(more(shown));
      await eventually(() => expect(more(shown).getAttribute('aria-expanded')).to.equal('true'));
      const {notice} = endOf(shown);
      // Overflowing text scrolls, also by keyboard.
      notice.scrollTop = notice.scrollHeight;
      expect(isCut(shown)).to.be.false;
      expect(notice.tabIndex).to.equal(0);
      expect(notice.scrollWidth).to.be.at.most(notice.clientWidth + 1);
      await click(more(shown));
      await eventually(() => expect(more(shown).textContent.trim()).to.equal('Show more'));
      expect(isCut(shown)).to.be.true;
    });
  }

  it('opens by keyboard and is accessible open and closed', async () => {
    const shown = await header(LONG);
    await eventually(() => expect(isShown(more(shown))).to.be.true);
    await expect(shown).to.be.accessible();
    more(shown).focus();
    await keyboard('{Enter}');
    await eventually(() => expect(more(shown).textContent.trim()).to.equal('Show less'));
    expect(shown.shadowRoot!.activeElement).to.equal(more(shown));
    await expect(shown).to.be.accessible();
  });

  it('closes when another notice replaces it, and has no button if that one is short', async () => {
    const shown = await header(LONG);
    await eventually(() => expect(isShown(more(shown))).to.be.true);
    await click(more(shown));
    service.sinks((sink) => sink.groupChanged({notice: 'Short'}));
    await eventually(() => expect(isShown(more(shown))).to.be.false);
    service.sinks((sink) => sink.groupChanged({notice: LONG}));
    await eventually(() => expect(isShown(more(shown))).to.be.true);
    expect(more(shown).getAttribute('aria-expanded')).to.equal('false');
  });

  it('gets its button when the header becomes narrow, and loses it when the header is wide', async () => {
    const words = 'Free shipping for every order placed during the show, and a gift for the first hundred END';
    const shown = await header(words, 'width: 900px');
    expect(isShown(more(shown))).to.be.false;
    shown.style.width = '200px';
    await eventually(() => expect(isShown(more(shown))).to.be.true);
    shown.style.width = '900px';
    await eventually(() => expect(isShown(more(shown))).to.be.false);
  });

  it('is cut and opens in the default layout, also on a low page', async () => {
    for (const style of ['width: 390px; height: 800px', 'width: 700px; height: 340px']) {
      fresh();
      service = fresh();
      service.facts = {...service.facts, notice: LONG};
      const room = await joinedRoom('', `style="display: block; ${style}"`);
      const shown = room.shadowRoot!.querySelector('room-header')!;
      await eventually(() => expect(isShown(more(shown))).to.be.true);
      await click(more(shown));
      await eventually(() => expect(more(shown).getAttribute('aria-expanded')).to.equal('true'));
      const {notice, box} = endOf(shown);
      notice.scrollTop = notice.scrollHeight;
      expect(isCut(shown), style).to.be.false;
      expect(box.height, style).to.be.above(60);
    }
  });
});
