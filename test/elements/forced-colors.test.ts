/** State that only a background shows must stay visible in forced colors mode, which replaces page backgrounds. */
import {expect} from '@open-wc/testing';
import {executeServerCommand} from '@web/test-runner-commands';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, joinedRoom, part, parts} from '../support/browser/room-fixture.ts';
import {skipIn} from '../support/browser/engine.ts';
import {eventually, until} from '../support/eventually.ts';
import {fill} from '../support/browser/user-input.ts';
import {findAllPrivate, findPrivate} from '../support/browser/private-elements.ts';

let service: MemoryService;

const forceColors = (on: boolean) => executeServerCommand('force-colors', on);
const notForced = 'no driver forces its colours';
const test = skipIn({firefox: notForced, webkit: notForced});

beforeEach(async () => {
  service = fresh();
  await forceColors(true);
  expect(matchMedia('(forced-colors: active)').matches).to.be.true;
});
afterEach(() => forceColors(false));

/** The visible properties of an element besides its text. */
const look = (element: Element) => {
  const {backgroundColor, backgroundImage, borderTopColor, borderTopWidth, outlineStyle, outlineColor} =
    getComputedStyle(element);
  return [backgroundColor, backgroundImage, borderTopColor, borderTopWidth, outlineStyle, outlineColor].join(' ');
};

async function chat() {
  const room = await joinedRoom('<chat-panel style="block-size: 400px; inline-size: 380px"></chat-panel>');
  return room.querySelector('chat-panel')!;
}

test('the colors of a style differ from each other, and the selected one from the rest', async () => {
  const panel = await chat();
  const shadow = panel.shadowRoot!;
  (await until(() => findPrivate(shadow, 'moreTools'))).click();
  findPrivate(shadow, 'styleTool')!.click();
  const swatches = await until(() => {
    const all = findAllPrivate(shadow, 'colorSwatch');
    return all.length > 2 && all;
  });
  const backgrounds = swatches.map((swatch) => {
    const {backgroundColor, backgroundImage} = getComputedStyle(swatch);
    return backgroundColor + backgroundImage;
  });
  expect(new Set(backgrounds).size).to.equal(swatches.length);
  swatches[2]!.click();
  (shadow.activeElement as HTMLElement | null)?.blur();
  const outlines = findAllPrivate(shadow, 'colorSwatch').map((swatch) => getComputedStyle(swatch).outlineStyle);
  expect(outlines.filter((style) => style === 'solid')).to.have.lengthOf(1);
  const modes = findAllPrivate(shadow, 'styleMode').map(look);
  expect(new Set(modes).size).to.equal(2);
});

test('the played part of a voice message differs from the rest', async () => {
  const panel = await chat();
  const media = {kind: 'sound', url: new URL('/voice.mp3', location.href).href, seconds: 4} as const;
  service.says({type: 'comment', kind: 'sound', text: '', media});
  const bar = await until(() => findPrivate(panel, 'voiceBar'));
  expect(getComputedStyle(bar).borderTopStyle).to.equal('solid');
  expect(getComputedStyle(findPrivate(bar, 'playedPart')!).backgroundColor).not.to.equal(
    getComputedStyle(bar).backgroundColor,
  );
});

test('the selected person in the mention list differs from the others', async () => {
  const panel = await chat();
  service.comment('one', {userId: 'carol', nick: 'Carol'});
  service.comment('two', {userId: 'carla', nick: 'Carla'});
  await eventually(() => expect(parts(panel, 'message')).to.have.lengthOf(2));
  await until(() => findPrivate(panel, 'moreTools'));
  await fill(part(panel, 'input') as HTMLTextAreaElement, '@Car');
  const offered = await until(() => {
    const all = findAllPrivate(panel, 'mentionOption');
    return all.length === 2 && all;
  });
  expect(look(offered[0]!)).not.to.equal(look(offered[1]!));
});

test('a line that replies to the viewer differs from the others', async () => {
  const panel = await chat();
  service.comment('plain');
  const row = await until(() => parts(panel, 'message')[0]);
  const plain = getComputedStyle(row).borderInlineStartWidth;
  row.classList.add('reply-to-me');
  expect(getComputedStyle(row).borderInlineStartWidth).not.to.equal(plain);
});
