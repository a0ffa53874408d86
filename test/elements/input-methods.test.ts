/** Keys that an input method handles do nothing of ours, in the order of events of every engine. */
import {beforeEach, describe, expect, test, vi} from 'vitest';
import {userEvent} from 'vitest/browser';
import type {MemoryService} from '../support/memory-driver.ts';
import {fresh, joinedRoom, part, servedRoom, settled} from '../support/room-fixture.ts';

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

/** A press of a key that ends a composition of `text`, as an engine tells of it. */
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
  const find = <E extends HTMLElement>(selector: string) => panel.shadowRoot!.querySelector<E>(selector);
  await vi.waitUntil(() => find('.tools'));
  const input = part(panel, 'input') as HTMLTextAreaElement;
  return {room, panel, input, find};
}

async function chatAfter(nick: string) {
  const made = await chat();
  service.comment('hi', {userId: 'fan', nick});
  await vi.waitFor(() => expect(made.panel.shadowRoot!.querySelectorAll('[part~=text]')).toHaveLength(1));
  await settled(made.room);
  return made;
}

async function emojiSearch() {
  const made = await chat();
  await userEvent.click(made.find('.tool.more')!);
  await userEvent.click(made.find('.tool.emoji')!);
  const search = await vi.waitUntil(() => made.find<HTMLInputElement>('.search'));
  search.focus();
  return {...made, search};
}

describe.each(ENGINES)('in the order of %s', (engine) => {
  const commit = ORDERS[engine];

  test('the Enter that ends a composition sends nothing, the next one sends', async () => {
    const {input} = await chat();
    await userEvent.click(input);
    commit(input, 'Enter', '大家好');
    expect(service.said).toEqual([]);
    expect(input.value).toBe('大家好');
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(service.said).toEqual(['大家好']));
  });

  test.each(['Enter', 'Tab', 'Escape', 'ArrowDown', ' '])('%s leaves the offered mentions as they are', async (key) => {
    const {input, find} = await chatAfter('小明粉丝团');
    await userEvent.click(input);
    await userEvent.keyboard('@');
    await vi.waitFor(() => expect(find('.mention')?.textContent).toBe('小明粉丝团'));
    commit(input, key, '小');
    expect(input.value).toBe('@小');
    expect(find('.mention')?.textContent).toBe('小明粉丝团');
    await userEvent.keyboard('{Enter}');
    expect(input.value).toBe('@小明粉丝团 ');
    expect(service.said).toEqual([]);
  });

  test('Enter in the emoji search inserts nothing, the next one does', async () => {
    const {input, find, search} = await emojiSearch();
    commit(search, 'Enter', '茶');
    expect(input.value).toBe('');
    expect(find('.panel')).not.toBeNull();
    await userEvent.keyboard('{Enter}');
    expect(input.value).not.toBe('');
    expect(service.said).toEqual([]);
  });

  test('Escape in the emoji search gives up a composition, not the panel', async () => {
    const {find, search} = await emojiSearch();
    commit(search, 'Escape', '');
    expect(find('.panel')).not.toBeNull();
    await userEvent.keyboard('{Escape}');
    expect(find('.panel')).toBeNull();
  });
});

describe('an on-screen keyboard that names no key', () => {
  const unnamed = (field: Field) => keydown(field, 'Unidentified', {keyCode: 229});
  const breakLine = (field: Field, isComposing = false) =>
    field.dispatchEvent(new InputEvent('beforeinput', {...bubbling, inputType: 'insertLineBreak', isComposing}));

  /** Types, a key at a time. */
  function type(field: Field, text: string): void {
    for (const letter of text) {
      expect(unnamed(field)).toBe(true);
      write(field, letter, false);
    }
  }

  test('writes, and sends by its Enter', async () => {
    const {input} = await chat();
    await userEvent.click(input);
    type(input, 'hello');
    expect(input.value).toBe('hello');
    unnamed(input);
    expect(breakLine(input)).toBe(false);
    await vi.waitFor(() => expect(service.said).toEqual(['hello']));
    expect(input.value).toBe('');
  });

  test('sends by the button', async () => {
    const {panel, input} = await chat();
    await userEvent.click(input);
    type(input, 'hello');
    await userEvent.click(part(panel, 'send'));
    await vi.waitFor(() => expect(service.said).toEqual(['hello']));
  });

  test('takes an offered mention by its Enter, and sends nothing', async () => {
    const {input, find} = await chatAfter('Bob');
    await userEvent.click(input);
    type(input, '@b');
    await vi.waitFor(() => expect(find('.mention')?.textContent).toBe('Bob'));
    unnamed(input);
    expect(breakLine(input)).toBe(false);
    expect(input.value).toBe('@Bob ');
    expect(service.said).toEqual([]);
  });

  test('takes the first emoji found by its Enter, and sends nothing', async () => {
    const {input, search} = await emojiSearch();
    write(input, 'hello ', false);
    type(search, 'teacup');
    unnamed(search);
    expect(breakLine(search)).toBe(false);
    expect(input.value).toContain('🍵');
    expect(service.said).toEqual([]);
    expect(search.form).toBeNull();
  });

  test('a line break within a composition is the input method’s', async () => {
    const {input} = await chat();
    await userEvent.click(input);
    type(input, 'hello');
    unnamed(input);
    expect(breakLine(input, true)).toBe(true);
    expect(service.said).toEqual([]);
  });
});

test('Escape of an input method closes no broadcast', async () => {
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
  const shown = await vi.waitUntil(() => banner.shadowRoot!.querySelector<HTMLElement>('.banner:not([hidden])'));
  keydown(shown, 'Escape', {keyCode: 229});
  await settled(room);
  expect(banner.shadowRoot!.querySelector('.banner:not([hidden])')).not.toBeNull();
  keydown(shown, 'Escape', {keyCode: 27});
  await settled(room);
  expect(banner.shadowRoot!.querySelector('.banner:not([hidden])')).toBeNull();
});
