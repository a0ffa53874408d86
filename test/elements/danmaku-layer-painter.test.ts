import {expect} from '@open-wc/testing';
import {readLine} from '../../src/elements/danmaku-layer/line.ts';
import {Painter} from '../../src/elements/danmaku-layer/painter.ts';

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
  painter = new Painter(stage, () => undefined);
  painter.pitch = 30;
});
afterEach(() => painter.clear());

/** Paints a line at the edge. Returns its place on the belt: where it is now, its motion's own clock tells. */
function paint(text: string, lane: number, at = Math.ceil(painter.travelled + WIDTH)): number {
  painter.paint([{line: readLine({text})!, lane, at, until: 0, count: 1}]);
  return at;
}

const motion = () => stage.getAnimations({subtree: true});
const left = (text: string) =>
  [...stage.querySelectorAll('.line')].find(({textContent}) => textContent === text)?.getBoundingClientRect().left;

async function run(running: boolean): Promise<void> {
  painter.running = running;
  await Promise.all(motion().map(({ready}) => ready));
  for (const animation of motion()) animation.currentTime = Number(animation.currentTime) + 1; // Firefox lags by a frame.
}

it('hands over to a fresh belt while lines fly, without a jump', async () => {
  let belts = 0;
  let last = 0;
  // A belt is fresh for 50,000 px: this one has come a long way.
  paint('far', 2, 49_000 + WIDTH);
  for (const animation of motion()) animation.currentTime = 490_000;
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
    painter.sweep(0);
    expect(painter.size).to.be.at.most(4);
    await run(true);
  }
  expect(belts).to.equal(2);
  expect(motion()).to.have.lengthOf(1);
  expect(painter.travelled).to.be.greaterThan(54_900);
});

it('lines of two belts keep their distance at every speed', async () => {
  paint('old', 0);
  for (const animation of motion()) animation.currentTime = 500_010;
  painter.paint([]);
  painter.sweep(0);
  paint('first', 0);
  for (const speed of [80, 300, 160]) {
    painter.speed = speed;
    await Promise.all(motion().map(({ready}) => ready));
    expect(motion()).to.have.lengthOf(1);
    for (const animation of motion()) expect(animation.playbackRate).to.be.closeTo(speed / 100, 0.000005);
  }
});

it('takes its nodes and its motion away', () => {
  paint('one', 0);
  paint('two', 1);
  expect(painter.size).to.equal(2);
  painter.clear();
  expect(painter.size).to.equal(0);
  expect(stage.querySelectorAll('.line, .belt')).to.have.lengthOf(0);
  expect(motion()).to.have.lengthOf(0);
});
