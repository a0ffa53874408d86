/** Harness of the danmaku layer: its lines, their motion, and the actions on a held line. */
import {expect} from '@open-wc/testing';
import type {DanmakuLayer} from '../../../src/elements/danmaku-layer/danmaku-layer.ts';
import type {ImageMedia} from '../../../src/protocol/media.ts';
import type {ContentOf} from '../../../src/protocol/messages.ts';
import {PICTURE} from './pictures.ts';
import {parts, put} from './room-fixture.ts';
import {eventually} from '../eventually.ts';
import {findAllPrivate} from './private-elements.ts';
import {atTestEnd} from './test-end.ts';

export const BOX = 'style="width: 800px; height: 300px"';

/** Mounts a layer without a room over a picture. */
export function layer(attributes = '', inside = '<img slot="" alt="" width="800" height="300">'): DanmakuLayer {
  return put<DanmakuLayer>(`<danmaku-layer ${BOX} ${attributes}>${inside}</danmaku-layer>`);
}

export const lines = (shown: Element) => parts(shown, 'line');
export const texts = (shown: Element) => lines(shown).map(({textContent}) => textContent);
export const lineOf = (shown: Element, text: string) => lines(shown).find(({textContent}) => textContent === text)!;
export const actions = (shown: Element) => findAllPrivate<HTMLButtonElement>(shown, 'heldLineButton');
export const motion = (shown: Element) => shown.shadowRoot!.getAnimations();
export const frame = () => new Promise(requestAnimationFrame);

export async function shows(shown: Element, count = 1): Promise<HTMLElement[]> {
  await eventually(() => expect(lines(shown).length).to.be.at.least(count));
  return lines(shown);
}

/** Selects a line. Returns its actions. */
export async function lift(shown: Element, text: string): Promise<HTMLButtonElement[]> {
  lineOf(shown, text).click();
  await eventually(() => expect(actions(shown)).not.to.deep.equal([]));
  return actions(shown);
}

/** A comment with a picture. */
export function pictureOf(media: Partial<ImageMedia>): ContentOf<'comment'> {
  const image = {kind: 'image', url: PICTURE, thumb: PICTURE, width: 1_280, height: 800, ...media} as const;
  return {type: 'comment', kind: 'image', text: '', media: image};
}

/** Advances the motion of lines by a time at once. */
export function flyOn(shown: Element, ms: number): void {
  for (const animation of motion(shown)) animation.currentTime = Number(animation.currentTime) + ms;
}

/** Positions of lines when they are drawn, in order. Later they have moved. */
export function watchEntries(shown: Element): readonly DOMRect[] {
  const seen = new Set<Node>(lines(shown));
  const entries: DOMRect[] = [];
  const watch = new MutationObserver((records) => {
    for (const {removedNodes} of records) for (const node of removedNodes) seen.delete(node); // The node may be used again.
    for (const line of lines(shown)) if (!seen.has(line)) entries.push(line.getBoundingClientRect());
    for (const line of lines(shown)) seen.add(line);
  });
  watch.observe(shown.shadowRoot!, {childList: true, subtree: true});
  atTestEnd(() => watch.disconnect());
  return entries;
}

/** Stops the motion of the lines, so that they stay for any duration of the test. */
export async function stop(shown: Element): Promise<void> {
  for (const animation of motion(shown)) animation.pause();
  await Promise.all(motion(shown).map(({ready}) => ready));
  for (const animation of motion(shown)) animation.currentTime = Number(animation.currentTime) + 1; // Firefox lags by a frame.
}

/** Pairs of lines that overlap by more than a rounding error. */
export function overlaps(shown: Element): string[] {
  const boxes = lines(shown).map((line) => ({text: line.textContent, box: line.getBoundingClientRect()}));
  return boxes.flatMap(({text, box}, index) =>
    boxes
      .slice(index + 1)
      .filter((other) => Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left) > 0.5)
      .filter((other) => Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > 0.5)
      .map((other) => `${text} / ${other.text}`),
  );
}
