/** Keys that an input method handles trigger no action of the library, in the event order of every engine. */
import {expect} from '@open-wc/testing';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, joinedRoom, part, servedRoom, settled} from '../support/browser/room-fixture.ts';
import {eventually, until} from '../support/eventually.ts';
import {click, keyboard} from '../support/browser/user-input.ts';
import {findPrivate, type PrivateName} from '../support/browser/private-elements.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

type Field = HTMLInputElement | HTMLTextAreaElement;

const bubbling = {bubbles: true, cancelable: true, composed: true};

function keydown(node: Element, key: string, state: {isComposing?: boolean; keyCode?: number} = {}): boolean {
  return node.dispatchEvent(new KeyboardEvent('keydown', {...bubbling, key, ...state}));
}

function compositionEnd(field: Field, text: string): void {
  field.dispatchEvent(new CompositionEvent('compositionend', {...bubbling, data: text}));
}

function write(field: Field, text: string, isComposing: boolean): void {
  field.setRangeText(text, field.selectionStart!, field.selectionEnd!, 'end');
  const inputType = isComposing ? 'insertCompositionText' : 'insertText';
  field.dispatchEvent(new InputEvent('input', {...bubbling, data: text, inputType, isComposing}));
}

/** Presses the key that ends a composition of `text`, with the events of an engine. */
const ORDERS = {
  Chrome: (field: Field, key: string, text: string) => {
    keydown(field, key, {isComposing: true, keyCode: 229});
    write(field, text, true);
    compositionEnd(field, text);
  },
  Firefox: (field: Field, _key: string, text: string) => {
    keydown(field, 'Process', {isComposing: true, keyCode: 229});
    compositionEnd(field, text);
    write(field, text, false);
  },
  Safari: (field: Field, key: string, text: string) => {
    write(field, text, true);
    compositionEnd(field, text);
    keydown(field, key, {isComposing: false, keyCode: 229});
  },
};
const ENGINES = Object.keys(ORDERS) as (keyof typeof ORDERS)[];

async function chat() {
  const room = await joinedRoom('<chat-panel style="height: 300px"></chat-panel>');
  const panel = room.querySelector('chat-panel')!;
  const find = <E extends HTMLElement>(name: PrivateName) => findPrivate<E>(panel, name);
  await until(() => find('composerTools'));
  const input = part(panel, 'input') as HTMLTextAreaElement;
  return {room, panel, input, find};
}

async function chatAfter(nick: string) {
  const made = await chat();
  service.comment('hi', {userId: 'fan', nick});
  await eventually(() => expect(made.panel.shadowRoot!.querySelectorAll('[part~=text]')).to.have.lengthOf(1));
  await settled(made.room);
  return made;
}

async function emojiSearch() {
  const made = await chat();
  await click(made.find('moreTools')!);
  await click(made.find('emojiTool')!);
  const search = await until(() => made.find<HTMLInputElement>('emojiSearch'));
  search.focus();
  return {...made, search};
}

for (const engine of ENGINES) {
  describe(`in the order of ${engine}`, () => {
    const commit = ORDERS[engine];

    it('the Enter that ends a composition sends nothing, and the next Enter sends', async () => {
      const {input} = await chat();
      await click(input);
      commit(input, 'Enter', '大家好');
      expect(service.sentTexts).to.deep.equal([]);
      expect(input.value).to.equal('大家好');
      await keyboard('{Enter}');
      await eventually(() => expect(service.sentTexts).to.deep.equal(['大家好']));
    });

    for (const key of ['Enter', 'Tab', 'Escape', 'ArrowDown', ' '] as const) {
      it(`${key} in a composition leaves the mention list unchanged`, async () => {
        const {input, find} = await chatAfter('小明粉丝团');
        await click(input);
        await keyboard('@');
        await eventually(() => expect(find('mentionOption')?.textContent).to.equal('小明粉丝团'));
        commit(input, key, '小');
        expect(input.value).to.equal('@小');
        expect(find('mentionOption')?.textContent).to.equal('小明粉丝团');
        await keyboard('{Enter}');
        expect(input.value).to.equal('@小明粉丝团 ');
        expect(service.sentTexts).to.deep.equal([]);
      });
    }

    it('Enter in a composition in the emoji search inserts nothing, and the next Enter inserts', async () => {
      const {input, find, search} = await emojiSearch();
      commit(search, 'Enter', '茶');
      expect(input.value).to.equal('');
      expect(find('toolPanel')).not.to.be.null;
      await keyboard('{Enter}');
      expect(input.value).not.to.equal('');
      expect(service.sentTexts).to.deep.equal([]);
    });

    it('Escape in a composition in the emoji search cancels the composition and keeps the panel open', async () => {
      const {find, search} = await emojiSearch();
      commit(search, 'Escape', '');
      expect(find('toolPanel')).not.to.be.null;
      await keyboard('{Escape}');
      expect(find('toolPanel')).to.be.null;
    });
  });
}

describe('an on-screen keyboard that reports no key names', () => {
  const unnamed = (field: Field) => keydown(field, 'Unidentified', {keyCode: 229});
  const breakLine = (field: Field, isComposing = false) =>
    field.dispatchEvent(new InputEvent('beforeinput', {...bubbling, inputType: 'insertLineBreak', isComposing}));

  /** Types one key at a time. */
  function type(field: Field, text: string): void {
    for (const letter of text) {
      expect(unnamed(field)).to.be.true;
      write(field, letter, false);
    }
  }

  it('types a comment and sends it with its Enter', async () => {
    const {input} = await chat();
    await click(input);
    type(input, 'hello');
    expect(input.value).to.equal('hello');
    unnamed(input);
    expect(breakLine(input)).to.be.false;
    await eventually(() => expect(service.sentTexts).to.deep.equal(['hello']));
    expect(input.value).to.equal('');
  });

  it('sends with the button', async () => {
    const {panel, input} = await chat();
    await click(input);
    type(input, 'hello');
    await click(part(panel, 'send'));
    await eventually(() => expect(service.sentTexts).to.deep.equal(['hello']));
  });

  it('inserts the selected mention with its Enter and sends nothing', async () => {
    const {input, find} = await chatAfter('Bob');
    await click(input);
    type(input, '@b');
    await eventually(() => expect(find('mentionOption')?.textContent).to.equal('Bob'));
    unnamed(input);
    expect(breakLine(input)).to.be.false;
    expect(input.value).to.equal('@Bob ');
    expect(service.sentTexts).to.deep.equal([]);
  });

  it('inserts the first emoji result with its Enter and sends nothing', async () => {
    const {input, search} = await emojiSearch();
    write(input, 'hello ', false);
    type(search, 'teacup');
    unnamed(search);
    expect(breakLine(search)).to.be.false;
    expect(input.value).to.include('🍵');
    expect(service.sentTexts).to.deep.equal([]);
    expect(search.form).to.be.null;
  });

  it('a line break in a composition belongs to the input method', async () => {
    const {input} = await chat();
    await click(input);
    type(input, 'hello');
    unnamed(input);
    expect(breakLine(input, true)).to.be.true;
    expect(service.sentTexts).to.deep.equal([]);
  });
});

describe('the mention list', () => {
  for (const [what, move] of [
    ['an arrow key', () => keyboard('{Home}')],
    ['the page', (input: Field) => input.setSelectionRange(0, 0)],
  ] as const) {
    it(`closes when ${what} has moved the caret away, and Enter sends the text`, async () => {
      const {input, find} = await chatAfter('Bob');
      await click(input);
      await keyboard('@b');
      await eventually(() => expect(find('mentionOption')?.textContent).to.equal('Bob'));
      await move(input);
      await keyboard('{Enter}');
      await eventually(() => expect(service.sentTexts).to.deep.equal(['@b']));
      expect(find('mentionOption')).to.be.null;
    });
  }

  it('matches the text before the moved caret', async () => {
    const {input, find} = await chatAfter('Bob');
    await click(input);
    await keyboard('@box');
    await eventually(() => expect(find('mentionOption')).to.be.null);
    await keyboard('{Backspace}');
    await eventually(() => expect(find('mentionOption')?.textContent).to.equal('Bob'));
    await keyboard('{ArrowLeft}{Enter}');
    expect(input.value).to.equal('@Bob o');
    expect(service.sentTexts).to.deep.equal([]);
  });

  it('inserts nothing by a press after the page has moved the caret', async () => {
    const {input, find} = await chatAfter('Bob');
    await click(input);
    await keyboard('@b');
    const mention = await until(() => find('mentionOption'));
    input.setSelectionRange(0, 0);
    mention.click();
    expect(input.value).to.equal('@b');
    expect(find('mentionOption')).to.be.null;
  });
});

describe('the emoji search finds a name', () => {
  for (const [how, words] of [
    ['in letters of full width', 'ｔｅａｃｕｐ'],
    ['by a Turkish keyboard', 'TEACUP wİTHOUT'],
    ['in parts', 'tea cup'],
  ] as const) {
    it(how, async () => {
      const {input, search} = await emojiSearch();
      write(search, words, false);
      await keyboard('{Enter}');
      expect(input.value).to.include('🍵');
    });
  }
});

it('Escape in a composition closes no broadcast', async () => {
  const {room} = await servedRoom('<broadcast-banner closable></broadcast-banner>');
  const banner = room.querySelector('broadcast-banner')!;
  service.announce({
    type: 'broadcast',
    broadcastId: 'b1',
    text: 'Tonight',
    level: 'info',
    href: undefined,
    expiresAt: undefined,
  });
  const shown = await until(() => findPrivate(banner, 'shownBanner'));
  keydown(shown, 'Escape', {keyCode: 229});
  await settled(room);
  expect(findPrivate(banner, 'shownBanner')).not.to.be.null;
  keydown(shown, 'Escape', {keyCode: 27});
  await settled(room);
  expect(findPrivate(banner, 'shownBanner')).to.be.null;
});
