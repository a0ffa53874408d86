import {expect} from '@open-wc/testing';
import {eventually} from '../support/eventually.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {deep, fresh, joinedRoom, part, parts} from '../support/browser/room-fixture.ts';

const ZALGO = `${'\u0301\u0316\u0334\u0489\u200d\u20dd'.repeat(8)}`;
const zalgo = (word: string) => [...word].map((letter) => letter + ZALGO).join('');

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

/** The largest number of marks on one letter in everything that a room shows. */
function tallest(room: Element): number {
  const texts = deep(room).flatMap(({childNodes}) =>
    [...childNodes].filter((node) => node instanceof Text).map(({data}) => data),
  );
  const piles = texts.flatMap((text) => text.match(/[\p{M}\p{DI}]+/gu) ?? []);
  return Math.max(0, ...piles.map((pile) => pile.match(/\p{M}/gu)?.length ?? 0));
}

describe('piles of combining marks', () => {
  it('are limited in comments, danmaku and quotes, of other viewers and of this viewer', async () => {
    const room = await joinedRoom('<danmaku-layer style="height: 200px"></danmaku-layer><chat-panel></chat-panel>');
    const panel = room.querySelector('chat-panel')!;
    service.comment(zalgo('them'));
    await room.say(zalgo('own'));
    const plain = (text: string) => text.replace(/[\p{M}\p{DI}]/gu, '');
    await eventually(() =>
      expect(parts(panel, 'text').map(({textContent}) => plain(textContent))).to.have.members(['them', 'own']),
    );
    await eventually(() => expect(parts(room, 'line').length).to.be.at.least(1));
    expect(tallest(room)).to.be.within(1, 4);
  });

  it('are unchanged in a script that stacks its signs', async () => {
    const room = await joinedRoom('<chat-panel></chat-panel>');
    const text = 'ཧྐྵྨླྺྼྻྂ น้ำ ٱللَّٰهِ שָׁ 1️⃣ 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿';
    service.comment(text);
    await eventually(() => expect(part(room, 'text').textContent).to.equal(text));
  });
});
