import {beforeEach, describe, expect, test, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import type {LotteryCard} from '../../src/elements/lottery-card/lottery-card.ts';
import type {Lottery} from '../../src/protocol/messages.ts';
import {LiveError} from '../../src/protocol/errors.ts';
import {MemoryBackend} from '../support/memory-backend.ts';
import type {MemoryService} from '../support/memory-driver.ts';
import {expectAccessible, fresh, isShown, part, parts, servedRoom, settled} from '../support/room-fixture.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

const nowS = () => Math.floor(Date.now() / 1_000);
const bob = {userId: 'bob', nick: 'Bob'};
const alice = {userId: 'alice', nick: 'Alice'};

function lottery(given: Partial<Lottery> = {}): Lottery {
  return {
    lotteryId: 'draw-1',
    phase: 'open',
    keyword: '888',
    prize: 'A gaiwan',
    closesAt: nowS() + 90,
    seedHash: 'ab12',
    winners: undefined,
    seed: undefined,
    ...given,
  };
}

const drawn = (...winners: {userId: string; nick: string}[]) =>
  lottery({phase: 'drawn', closesAt: nowS(), winners, seed: 'c0ffee'});

/** Speaks as a viewer does. */
class LotteryHarness {
  readonly events: object[] = [];
  /** What a screen reader was told, in order. */
  readonly told: string[] = [];

  constructor(
    readonly card: LotteryCard,
    readonly backend: MemoryBackend,
  ) {
    for (const type of ['live-lottery-open', 'live-lottery-draw', 'live-error'] as const)
      card.addEventListener(type, ({detail}) => this.events.push({type, ...detail}));
    const aloud = card.shadowRoot!.querySelector('.aloud')!;
    const heard = () => aloud.textContent && this.told.push(aloud.textContent);
    new MutationObserver(heard).observe(aloud, {childList: true, characterData: true, subtree: true});
  }

  get shown(): boolean {
    return isShown(part(this.card, 'card'));
  }

  words(name: string): string {
    return part(this.card, name).textContent.replace(/\s+/g, ' ').trim();
  }

  async isShown(name: string, words: string): Promise<void> {
    await vi.waitFor(() => expect(this.words(name)).toBe(words), 3_000);
  }
}

async function harness(current?: Lottery, attributes = ''): Promise<LotteryHarness> {
  const backend = new MemoryBackend();
  backend.room.lottery = current;
  const {room} = await servedRoom('<lottery-card></lottery-card>', attributes, backend);
  return new LotteryHarness(room.querySelector('lottery-card')!, backend);
}

const announce = (news: Lottery) => service.announce({type: 'lottery', ...news});

test.each([
  ['light', 'en'],
  ['dark', 'zh-CN'],
])('axe finds nothing, %s, %s', async (scheme, lang) => {
  document.documentElement.style.colorScheme = scheme;
  document.documentElement.lang = lang;
  const {card} = await harness();
  await expectAccessible(card);
  announce(lottery());
  await vi.waitFor(() => expect(parts(card, 'enter')).toHaveLength(1));
  await expectAccessible(card);
  announce(drawn(bob, alice));
  await vi.waitFor(() => expect(parts(card, 'winners')).toHaveLength(1));
  await expectAccessible(card);
  document.documentElement.style.colorScheme = '';
});

describe('while it is open', () => {
  test('shows what to say, what for, and until when; and tells the page', async () => {
    const shown = await harness();
    expect(shown.shown).toBe(false);
    const open = lottery();
    announce(open);
    await shown.isShown('keyword', '888');
    expect(shown.words('card')).toContain('A gaiwan');
    expect(shown.words('countdown')).toMatch(/^1:(30|29|28)$/);
    expect(shown.card.matches(':state(open)')).toBe(true);
    await vi.waitFor(() =>
      expect(shown.events).toEqual([
        {type: 'live-lottery-open', lotteryId: 'draw-1', keyword: '888', closesAt: open.closesAt},
      ]),
    );
  });

  test('is there for whoever comes later', async () => {
    const shown = await harness(lottery());
    await shown.isShown('keyword', '888');
  });

  test('says the word for the viewer, once, and says so', async () => {
    const shown = await harness(lottery());
    await shown.isShown('enter', 'Enter');
    await userEvent.dblClick(part(shown.card, 'enter'));
    await shown.isShown('enter', 'You are in');
    expect(service.said).toEqual(['888']);
    part(shown.card, 'enter').click();
    expect(service.said).toEqual(['888']);
  });

  test('knows when the viewer wrote the word', async () => {
    const shown = await harness(lottery());
    await shown.isShown('enter', 'Enter');
    await shown.card.closest('live-room')!.say('888');
    await shown.isShown('enter', 'You are in');
  });

  test('can be entered by keyboard', async () => {
    const shown = await harness(lottery());
    await shown.isShown('enter', 'Enter');
    part(shown.card, 'enter').focus();
    await userEvent.keyboard('{Enter}');
    await shown.isShown('enter', 'You are in');
    expect(shown.card.shadowRoot!.activeElement).toBe(part(shown.card, 'enter'));
  });

  test('says why the viewer could not take part', async () => {
    const shown = await harness(lottery());
    await shown.isShown('enter', 'Enter');
    service.sayError = new LiveError('MUTED', 'x');
    await userEvent.click(part(shown.card, 'enter'));
    await vi.waitFor(() => expect(shown.words('card')).toContain('You cannot comment at the moment.'));
    expect(shown.events.at(-1)).toMatchObject({type: 'live-error', error: {code: 'MUTED'}});
    await expect(shown.card.enter()).rejects.toMatchObject({code: 'MUTED'});
  });

  test('signs a guest in first', async () => {
    const shown = await harness(lottery(), 'guest');
    await shown.isShown('enter', 'Enter');
    const asked = new Promise((resolve) =>
      document.addEventListener('live-login-needed', ({detail}) => resolve(detail), {once: true}),
    );
    await userEvent.click(part(shown.card, 'enter'));
    expect(await asked).toEqual({action: 'enter'});
    await shown.isShown('enter', 'You are in');
  });

  test('counts down without a word, and then draws', async () => {
    const shown = await harness();
    announce(lottery({closesAt: nowS() + 2}));
    await shown.isShown('countdown', 'Drawing…');
    expect(part(shown.card, 'enter').ariaDisabled).toBe('true');
    part(shown.card, 'enter').click();
    expect(service.said).toEqual([]);
    expect(shown.told).toEqual(['Lucky draw: A gaiwan. Comment 888']);
  });

  test('counts by the clock of the service, whatever the device shows', async () => {
    const shown = await harness();
    service.now = () => nowS() + 3_600;
    announce(lottery({closesAt: nowS() + 3_660}));
    await vi.waitFor(() => expect(shown.words('countdown')).toMatch(/^(1:00|0:59|0:58|0:57)$/), 3_000);
  });
});

describe('when it is drawn', () => {
  test('names the winners, and tells the page', async () => {
    const shown = await harness(lottery());
    await shown.isShown('keyword', '888');
    announce(drawn(bob, {userId: 'cleo', nick: '<b>Cleo'}));
    await vi.waitFor(() => expect(parts(shown.card, 'winners')).toHaveLength(1));
    const names = [...part(shown.card, 'winners').children].map(({textContent}) => textContent);
    expect(names).toEqual(['Bob', '<b>Cleo']);
    expect(shown.card.matches(':state(drawn)')).toBe(true);
    expect(shown.card.matches(':state(won)')).toBe(false);
    await vi.waitFor(() =>
      expect(shown.events.at(-1)).toMatchObject({
        type: 'live-lottery-draw',
        lotteryId: 'draw-1',
        winners: [bob, {userId: 'cleo', nick: '<b>Cleo'}],
        won: false,
      }),
    );
    // That it was open may have been told before anybody listened.
    await vi.waitFor(() => expect(shown.told.at(-1)).toBe('Winners: Bob, <b>Cleo'));
  });

  test("celebrates the viewer's own win", async () => {
    const shown = await harness(lottery());
    announce(drawn(bob, alice));
    await vi.waitFor(() => expect(shown.card.matches(':state(won)')).toBe(true));
    expect(shown.words('card')).toContain('You won!');
    await vi.waitFor(() => expect(shown.events.at(-1)).toMatchObject({won: true}));
  });

  test('says so when nobody took part', async () => {
    const shown = await harness();
    announce(drawn());
    await vi.waitFor(() => expect(shown.words('card')).toContain('Nobody took part.'));
  });

  test('shows what it takes to draw once more', async () => {
    const shown = await harness(lottery());
    await shown.isShown('keyword', '888');
    expect(shown.words('card')).not.toContain('c0ffee');
    announce(drawn(bob));
    await vi.waitFor(() => expect(shown.words('card')).toMatch(/seedHash ab12 seed c0ffee/));
  });

  test('can be closed', async () => {
    const shown = await harness();
    announce(drawn(bob));
    await vi.waitFor(() => expect(shown.shown).toBe(true));
    await userEvent.click(shown.card.shadowRoot!.querySelector('.close')!);
    await vi.waitFor(() => expect(shown.shown).toBe(false));
    announce(lottery({lotteryId: 'draw-2'}));
    await shown.isShown('keyword', '888');
  });

  test('long ago is not shown to whoever comes now', async () => {
    const shown = await harness({...drawn(bob), closesAt: nowS() - 3_600});
    announce(lottery({lotteryId: 'draw-2', keyword: 'now'}));
    await shown.isShown('keyword', 'now');
    await settled(shown.card);
    await vi.waitFor(() => expect(shown.events).toHaveLength(1));
    expect(shown.events).toMatchObject([{type: 'live-lottery-open', lotteryId: 'draw-2'}]);
  });
});
