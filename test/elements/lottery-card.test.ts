import {expect} from '@open-wc/testing';
import type {LotteryCard} from '../../src/elements/lottery-card/lottery-card.ts';
import type {Lottery} from '../../src/protocol/messages.ts';
import {LiveError} from '../../src/protocol/errors.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, isShown, part, parts, servedRoom, settled} from '../support/browser/room-fixture.ts';
import {eventually, rejection} from '../support/eventually.ts';
import '../support/browser/chai-like.ts';
import {click, clickTwice, keyboard} from '../support/browser/user-input.ts';
import {findPrivate} from '../support/browser/private-elements.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

const nowS = () => Math.floor(Date.now() / 1_000);
const bob = {userId: 'bob', nick: 'Bob'};
const alice = {userId: 'alice', nick: 'Alice'};

function lottery(fields: Partial<Lottery> = {}): Lottery {
  return {
    lotteryId: 'draw-1',
    phase: 'open',
    keyword: '888',
    prize: 'A gaiwan',
    closesAt: nowS() + 90,
    seedHash: 'ab12',
    winners: undefined,
    seed: undefined,
    ...fields,
  };
}

const drawn = (...winners: {userId: string; nick: string}[]) =>
  lottery({phase: 'drawn', closesAt: nowS(), winners, seed: 'c0ffee'});

/** Sends a comment as a viewer. */
class LotteryHarness {
  readonly events: object[] = [];
  /** Screen reader announcements, in order. */
  readonly announcements: string[] = [];

  constructor(
    readonly card: LotteryCard,
    readonly backend: MemoryBackend,
  ) {
    for (const type of ['live-lottery-open', 'live-lottery-draw', 'live-error'] as const)
      card.addEventListener(type, ({detail}) => this.events.push({type, ...detail}));
    const aloud = findPrivate(card, 'announcement')!;
    const recordAnnouncement = () => aloud.textContent && this.announcements.push(aloud.textContent);
    new MutationObserver(recordAnnouncement).observe(aloud, {childList: true, characterData: true, subtree: true});
  }

  get shown(): boolean {
    return isShown(part(this.card, 'card'));
  }

  words(name: string): string {
    return part(this.card, name).textContent.replace(/\s+/g, ' ').trim();
  }

  async isShown(name: string, words: string): Promise<void> {
    await eventually(() => expect(this.words(name)).to.equal(words));
  }
}

async function harness(current?: Lottery, attributes = ''): Promise<LotteryHarness> {
  const backend = new MemoryBackend();
  backend.room.lottery = current;
  const {room} = await servedRoom('<lottery-card></lottery-card>', attributes, backend);
  return new LotteryHarness(room.querySelector('lottery-card')!, backend);
}

const announce = (news: Lottery) => service.announce({type: 'lottery', ...news});

for (const [scheme, lang] of [
  ['light', 'en'],
  ['dark', 'zh-CN'],
] as const) {
  it(`axe finds no violation, ${scheme}, ${lang}`, async () => {
    document.documentElement.style.colorScheme = scheme;
    document.documentElement.lang = lang;
    const {card} = await harness();
    await expect(card).to.be.accessible();
    announce(lottery());
    await eventually(() => expect(parts(card, 'enter')).to.have.lengthOf(1));
    await expect(card).to.be.accessible();
    announce(drawn(bob, alice));
    await eventually(() => expect(parts(card, 'winners')).to.have.lengthOf(1));
    await expect(card).to.be.accessible();
    document.documentElement.style.colorScheme = '';
  });
}

describe('an open lottery', () => {
  it('shows the keyword, the prize and the time left, and fires an event', async () => {
    const shown = await harness();
    expect(shown.shown).to.be.false;
    const open = lottery();
    announce(open);
    await shown.isShown('keyword', '888');
    expect(shown.words('card')).to.include('A gaiwan');
    expect(shown.words('countdown')).to.match(/^(1:30|1:[012]\d)$/);
    expect(shown.card.matches(':state(open)')).to.be.true;
    await eventually(() =>
      expect(shown.events).to.deep.equal([
        {type: 'live-lottery-open', lotteryId: 'draw-1', keyword: '888', closesAt: open.closesAt},
      ]),
    );
  });

  it('appears for viewers who join later', async () => {
    const shown = await harness(lottery());
    await shown.isShown('keyword', '888');
  });

  it('sends the keyword for the viewer once and confirms it', async () => {
    const shown = await harness(lottery());
    await shown.isShown('enter', 'Enter');
    await clickTwice(part(shown.card, 'enter'));
    await shown.isShown('enter', 'You are in');
    expect(service.sentTexts).to.deep.equal(['888']);
    part(shown.card, 'enter').click();
    expect(service.sentTexts).to.deep.equal(['888']);
  });

  it('recognizes a keyword that the viewer typed', async () => {
    const shown = await harness(lottery());
    await shown.isShown('enter', 'Enter');
    await shown.card.closest('live-room')!.say('888');
    await shown.isShown('enter', 'You are in');
  });

  it('can be entered by keyboard', async () => {
    const shown = await harness(lottery());
    await shown.isShown('enter', 'Enter');
    part(shown.card, 'enter').focus();
    await keyboard('{Enter}');
    await shown.isShown('enter', 'You are in');
    expect(shown.card.shadowRoot!.activeElement).to.equal(part(shown.card, 'enter'));
  });

  it('shows the reason if the viewer could not enter', async () => {
    const shown = await harness(lottery());
    await shown.isShown('enter', 'Enter');
    service.commentError = new LiveError('MUTED', 'x');
    await click(part(shown.card, 'enter'));
    await eventually(() => expect(shown.words('card')).to.include('You cannot comment at the moment.'));
    await eventually(() => expect(shown.events.at(-1)).to.be.like({type: 'live-error', error: {code: 'MUTED'}}));
    expect(await rejection(shown.card.enter())).to.have.property('code', 'MUTED');
  });

  it('signs a guest in first', async () => {
    const shown = await harness(lottery(), 'guest');
    await shown.isShown('enter', 'Enter');
    const loginNeeded = new Promise((resolve) =>
      document.addEventListener('live-login-needed', ({detail}) => resolve(detail), {once: true}),
    );
    await click(part(shown.card, 'enter'));
    expect(await loginNeeded).to.deep.equal({action: 'enter'});
    await shown.isShown('enter', 'You are in');
  });

  it('counts down without a keyword and then shows the draw', async () => {
    const shown = await harness();
    announce(lottery({closesAt: nowS() + 2}));
    await shown.isShown('countdown', 'Drawing…');
    expect(part(shown.card, 'enter').ariaDisabled).to.equal('true');
    part(shown.card, 'enter').click();
    expect(service.sentTexts).to.deep.equal([]);
    expect(shown.announcements).to.deep.equal(['Lucky draw: A gaiwan. Comment 888']);
  });

  it("counts by the service's clock and not the device's", async () => {
    const shown = await harness();
    service.now = () => nowS() + 3_600;
    announce(lottery({closesAt: nowS() + 3_660}));
    await eventually(() => expect(shown.words('countdown')).to.match(/^(1:00|0:[1-5]\d)$/));
  });
});

describe('a drawn lottery', () => {
  it('names the winners and fires an event', async () => {
    const shown = await harness(lottery());
    await shown.isShown('keyword', '888');
    announce(drawn(bob, {userId: 'cleo', nick: '<b>Cleo'}));
    await eventually(() => expect(parts(shown.card, 'winners')).to.have.lengthOf(1));
    const names = [...part(shown.card, 'winners').children].map(({textContent}) => textContent);
    expect(names).to.deep.equal(['Bob', '<b>Cleo']);
    expect(shown.card.matches(':state(drawn)')).to.be.true;
    expect(shown.card.matches(':state(won)')).to.be.false;
    await eventually(() =>
      expect(shown.events.at(-1)).to.be.like({
        type: 'live-lottery-draw',
        lotteryId: 'draw-1',
        winners: [bob, {userId: 'cleo', nick: '<b>Cleo'}],
        won: false,
      }),
    );
    // The event of the opening may have fired before this listener was added.
    await eventually(() => expect(shown.announcements.at(-1)).to.equal('Winners: Bob, <b>Cleo'));
  });

  it("celebrates the viewer's own win", async () => {
    const shown = await harness(lottery());
    announce(drawn(bob, alice));
    await eventually(() => expect(shown.card.matches(':state(won)')).to.be.true);
    expect(shown.words('card')).to.include('You won!');
    await eventually(() => expect(shown.events.at(-1)).to.have.property('won', true));
  });

  it('shows a sentence if nobody entered', async () => {
    const shown = await harness();
    announce(drawn());
    await eventually(() => expect(shown.words('card')).to.include('Nobody took part.'));
  });

  it('shows the data of a second draw', async () => {
    const shown = await harness(lottery());
    await shown.isShown('keyword', '888');
    expect(shown.words('card')).not.to.include('c0ffee');
    announce(drawn(bob));
    await eventually(() => expect(shown.words('card')).to.match(/seedHash ab12 seed c0ffee/));
  });

  it('can be closed', async () => {
    const shown = await harness();
    announce(drawn(bob));
    await eventually(() => expect(shown.shown).to.be.true);
    await click(findPrivate(shown.card, 'closeButton')!);
    await eventually(() => expect(shown.shown).to.be.false);
    announce(lottery({lotteryId: 'draw-2'}));
    await shown.isShown('keyword', '888');
  });

  it('does not appear for viewers who join much later', async () => {
    const shown = await harness({...drawn(bob), closesAt: nowS() - 3_600});
    announce(lottery({lotteryId: 'draw-2', keyword: 'now'}));
    await shown.isShown('keyword', 'now');
    await settled(shown.card);
    await eventually(() => expect(shown.events).to.have.lengthOf(1));
    expect(shown.events).to.be.like([{type: 'live-lottery-open', lotteryId: 'draw-2'}]);
  });
});
