/** State that would be seen by its background alone, where the reader's colours take the page's away. */
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {cdp, userEvent} from 'vitest/browser';
import type {MemoryService} from '../support/memory-driver.ts';
import {fresh, joinedRoom, part, parts} from '../support/room-fixture.ts';

let service: MemoryService;

async function forceColors(on: boolean): Promise<void> {
  const features = [{name: 'forced-colors', value: on ? 'active' : ''}];
  await (cdp() as {send(method: string, params: object): Promise<unknown>}).send('Emulation.setEmulatedMedia', {
    features,
  });
}

beforeEach(async () => {
  service = fresh();
  await forceColors(true);
  expect(matchMedia('(forced-colors: active)').matches).toBe(true);
});
afterEach(() => forceColors(false));

/** What is seen of an element apart from its words. */
const look = (element: Element) => {
  const {backgroundColor, backgroundImage, borderTopColor, borderTopWidth, outlineStyle, outlineColor} =
    getComputedStyle(element);
  return [backgroundColor, backgroundImage, borderTopColor, borderTopWidth, outlineStyle, outlineColor].join(' ');
};

async function chat() {
  const room = await joinedRoom('<chat-panel style="block-size: 400px; inline-size: 380px"></chat-panel>');
  return room.querySelector('chat-panel')!;
}

test('each colour of a style can be told from the others, and the chosen one from the rest', async () => {
  const panel = await chat();
  const shadow = panel.shadowRoot!;
  (await vi.waitUntil(() => shadow.querySelector<HTMLElement>('.tool.more'), 10_000)).click();
  shadow.querySelector<HTMLElement>('.tool.style')!.click();
  const swatches = await vi.waitUntil(() => {
    const all = [...shadow.querySelectorAll<HTMLElement>('.swatch')];
    return all.length > 2 && all;
  });
  const backgrounds = swatches.map((swatch) => {
    const {backgroundColor, backgroundImage} = getComputedStyle(swatch);
    return backgroundColor + backgroundImage;
  });
  expect(new Set(backgrounds).size).toBe(swatches.length);
  swatches[2]!.click();
  (shadow.activeElement as HTMLElement | null)?.blur();
  const outlines = [...shadow.querySelectorAll('.swatch')].map((swatch) => getComputedStyle(swatch).outlineStyle);
  expect(outlines.filter((style) => style === 'solid')).toHaveLength(1);
  const modes = [...shadow.querySelectorAll('.mode')].map(look);
  expect(new Set(modes).size).toBe(2);
});

test('the played part of a voice message can be told from the rest', async () => {
  const panel = await chat();
  const media = {kind: 'sound', url: new URL('/voice.mp3', location.href).href, seconds: 4} as const;
  service.says({type: 'comment', kind: 'sound', text: '', media});
  const bar = await vi.waitUntil(() => panel.shadowRoot!.querySelector('.voice .bar'), 10_000);
  expect(getComputedStyle(bar).borderTopStyle).toBe('solid');
  expect(getComputedStyle(bar.querySelector('.played')!).backgroundColor).not.toBe(
    getComputedStyle(bar).backgroundColor,
  );
});

test('the person offered for a mention can be told from the others', async () => {
  const panel = await chat();
  service.comment('one', {userId: 'carol', nick: 'Carol'});
  service.comment('two', {userId: 'carla', nick: 'Carla'});
  await vi.waitFor(() => expect(parts(panel, 'message')).toHaveLength(2), 10_000);
  await vi.waitUntil(() => panel.shadowRoot!.querySelector('.tool.more'), 10_000);
  await userEvent.type(part(panel, 'input'), '@Car');
  const offered = await vi.waitUntil(() => {
    const all = [...panel.shadowRoot!.querySelectorAll('.mention')];
    return all.length === 2 && all;
  }, 10_000);
  expect(look(offered[0]!)).not.toBe(look(offered[1]!));
});

test('a line that answers the viewer can be told from the others', async () => {
  const panel = await chat();
  service.comment('plain');
  const row = await vi.waitUntil(() => parts(panel, 'message')[0], 10_000);
  const plain = getComputedStyle(row).borderInlineStartWidth;
  row.classList.add('to-me');
  expect(getComputedStyle(row).borderInlineStartWidth).not.toBe(plain);
});
