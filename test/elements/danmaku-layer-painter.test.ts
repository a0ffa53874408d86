import {expect} from '@open-wc/testing';
import {parseLine} from '../../src/elements/danmaku-layer/line.ts';
import {Painter} from '../../src/elements/danmaku-layer/painter.ts';
import {findAllPrivate} from '../support/browser/private-elements.ts';

const WIDTH = 400;
const STEP_MS = 3_000;

let stage: HTMLElement;
let painter: Painter;
beforeEach(() => {
  stage = document.createElement('div');
  stage.style.cssText = `position: relative; width: ${WIDTH}px; height: 300px; overflow: hidden`;
  document.body.replaceChildren(stage);
  const style = document.createElement('style');
  style.textContent =
    '.belt { position: absolute; left: 0; top: 0; width: 0 } .line { position: absolute; white-space: nowrap }';
  stage.append(style);
  painter = new Painter(stage);
  painter.laneHeight = 30;
  painter.beltLength = 480;
});
afterEach(() => painter.clear());

/** Paints a line at the edge. Returns its position on the belt; the clock of its motion gives its current position. */
function paint(text: string, lane: number, at = Math.ceil(painter.travelled + WIDTH)): number {
  painter.paint([{line: parseLine({text})!, lane, at, fixedUntil: 0, count: 1}]);
  return at;
}

const motion = () => stage.getAnimations({subtree: true});
const left = (text: string) =>
  findAllPrivate(stage, 'line')
    .find(({textContent}) => textContent === text)
    ?.getBoundingClientRect().left;

async function run(running: boolean): Promise<void> {
  painter.running = running;
  await Promise.all(motion().map(({ready}) => ready));
  for (const animation of motion()) animation.currentTime = Number(animation.currentTime) + 1; // Firefox lags by a frame.
}

it('uses new belts while lines fly, without a jump', async () => {
  let belts = 0;
  let last = 0;
  for (let i = 0; i < 20; i++) {
    const at = paint(`line ${i}`, i % 2);
    await run(false);
    const before = left(`line ${i}`)!;
    expect(before - stage.getBoundingClientRect().left).to.be.closeTo(at - painter.travelled, 0.5);
    if (i) expect(Math.abs(before - left(`line ${i - 1}`)! - at + last)).to.be.lessThan(1);
    last = at;
    belts = Math.max(belts, motion().length);
    for (const animation of motion()) animation.currentTime = Number(animation.currentTime) + STEP_MS;
    expect(before - left(`line ${i}`)!).to.be.closeTo(300, 0.5);
    painter.removeOffStage(0);
    expect(painter.size).to.be.at.most(4);
    await run(true);
  }
  expect(belts).to.be.within(2, 3);
  expect(motion().length).to.be.at.most(2);
  expect(painter.travelled).to.be.greaterThan(5_900);
});

it('a belt is so short that Firefox moves it off the main thread, and long in other engines', () => {
  const {beltLength} = new Painter(stage);
  if (navigator.userAgent.includes('Firefox')) expect(beltLength).to.be.at.most(480);
  else expect(beltLength).to.be.greaterThan(10_000);
});

it('the next lines use a new belt when the current one has reached its length', () => {
  const heads = new Map<Element, number[]>();
  for (let i = 0; i < 40; i++) {
    const at = paint(`line ${i}`, i % 8);
    const node = findAllPrivate(stage, 'line').at(-1)!;
    heads.set(node.parentElement!, [...(heads.get(node.parentElement!) ?? []), at]);
    for (const animation of motion()) animation.currentTime = Number(animation.currentTime) + 400;
    painter.removeOffStage(0);
  }
  // 1.125 times a window of 800 px, less a line of 420 px.
  for (const ats of heads.values()) expect(Math.max(...ats) - Math.min(...ats)).to.be.at.most(480);
  expect(heads.size).to.be.within(3, 6);
});

it('lines of two belts keep their distance at every speed', async () => {
  paint('old', 0);
  for (const animation of motion()) animation.currentTime = 5_010;
  paint('first', 0);
  expect(motion()).to.have.lengthOf(2);
  await Promise.all(motion().map(({ready}) => ready));
  const apart = left('first')! - left('old')!;
  for (const speed of [80, 300, 160]) {
    painter.speed = speed;
    await Promise.all(motion().map(({ready}) => ready));
    expect(left('first')! - left('old')!).to.be.closeTo(apart, 0.5);
    for (const animation of motion()) expect(animation.playbackRate).to.be.closeTo(speed / 100, 0.000005);
  }
});

it('removes its nodes and its motion', () => {
  paint('one', 0);
  paint('two', 1);
  expect(painter.size).to.equal(2);
  painter.clear();
  expect(painter.size).to.equal(0);
  expect(findAllPrivate(stage, 'lineOrBelt')).to.have.lengthOf(0);
  expect(motion()).to.have.lengthOf(0);
});
