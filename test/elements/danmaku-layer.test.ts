import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import {fresh, part} from '../support/browser/room-fixture.ts';
import {eventually, until} from '../support/eventually.ts';
import '../support/browser/chai-like.ts';
import {findPrivate} from '../support/browser/private-elements.ts';
import {
  layer,
  lines,
  texts,
  motion,
  frame,
  shows,
  flyOn,
  stop,
  overlaps,
  watchEntries,
} from '../support/browser/danmaku-layer-harness.ts';

beforeEach(() => void fresh());

afterEach(() => {
  document.documentElement.dir = '';
});

describe('a line', () => {
  it('is one element whose only child is its text', async () => {
    const shown = layer();
    expect(shown.show({text: ' first\n\nsecond\tthird '})).to.be.true;
    const [line] = await shows(shown);
    expect(line!.childNodes).to.have.lengthOf(1);
    expect(line!.firstChild).to.be.instanceOf(Text);
    expect(line!.textContent).to.equal('first second third');
    expect(line!.getAttribute('part')).to.equal('line');
    expect(line!.dir).to.equal('auto');
  });

  it('enters at one edge and leaves at the other', async () => {
    const shown = layer();
    const entries = watchEntries(shown);
    shown.show({text: 'hello'});
    const [line] = await shows(shown);
    const stage = shown.getBoundingClientRect();
    const first = entries[0]!.left;
    expect(first).to.be.greaterThan(stage.right - 60);
    await eventually(() => expect(line!.getBoundingClientRect().left).to.be.lessThan(first - 20));
    flyOn(shown, 60_000);
    await eventually(() => expect(lines(shown)).to.have.lengthOf(0));
  });

  it('enters at the edge after any time without lines', async () => {
    const shown = layer('speed="2"');
    for (let i = 0; i < 4; i++) {
      const entries = watchEntries(shown);
      shown.show({text: `line ${i}`, own: true});
      const line = await until(() => lines(shown).find(({textContent}) => textContent === `line ${i}`));
      expect(entries.at(-1)!.left).to.be.greaterThan(shown.getBoundingClientRect().right - 60);
      await eventually(() =>
        expect(line.getBoundingClientRect().right).to.be.lessThan(shown.getBoundingClientRect().right),
      );
    }
  });

  it('is marked when it is the viewer’s own or a gift’s', async () => {
    const shown = layer();
    shown.show({text: 'mine', own: true});
    shown.show({text: 'rose', gift: true});
    await shows(shown, 2);
    expect(part(shown, 'line-own').textContent).to.equal('mine');
    expect(part(shown, 'line-own').getAttribute('part')).to.equal('line line-own');
    expect(part(shown, 'line-gift').textContent).to.equal('rose');
    const border = (name: string) => getComputedStyle(part(shown, name)).borderTopColor;
    expect(border('line-own')).not.to.equal(border('line-gift'));
  });

  for (const text of [
    '<img src=x onerror="document.title=1">',
    '<b>bold</b>&amp;',
    '‮reversed',
    '${alert(1)}',
    '👩‍👩‍👧‍👦 مرحبا 你好 𠮷',
  ] as const) {
    it(`shows its text unchanged: ${text}`, async () => {
      const shown = layer();
      shown.show({text});
      const [line] = await shows(shown);
      expect(line!.textContent).to.equal(text);
      expect(line!.children).to.have.lengthOf(0);
    });
  }

  it('is cut at a character boundary when it is too long', async () => {
    const shown = layer();
    shown.show({text: 'a'.repeat(98) + '😀'.repeat(5_000)});
    const [line] = await shows(shown);
    expect(line!.textContent).to.equal(`${'a'.repeat(98)}…`);
    expect(line!.getBoundingClientRect().height).to.equal(30);
  });

  it('stays in its lane with many combining marks', async () => {
    const shown = layer();
    shown.show({text: `Z${'̍'.repeat(5_000)}algo`});
    const [line] = await shows(shown);
    expect(line!.getBoundingClientRect().height).to.equal(30);
    expect(getComputedStyle(line!).overflow).to.equal('hidden');
  });

  for (const line of [
    undefined,
    null,
    {},
    {text: 5},
    {text: ''},
    {text: ' \n '},
    {text: '\u200b\u200f'},
    {text: '\u0301'},
    'text',
  ] as const) {
    it(`without visible content is refused without an exception: ${JSON.stringify(line)}`, () => {
      expect(layer().show(line as never)).to.be.false;
    });
  }

  for (const [color, painted] of [
    ['#ff8800', 'rgb(255, 136, 0)'],
    ['red', 'rgb(255, 255, 255)'],
    ['#fff;background:url(x)', 'rgb(255, 255, 255)'],
  ] as const) {
    it(`accepts a colour only as #rrggbb: ${color}`, async () => {
      const shown = layer();
      shown.show({text: 'hello', color});
      const [line] = await shows(shown);
      expect(getComputedStyle(line!).color).to.equal(painted);
    });
  }

  it('stays at the top or the bottom, centered, and disappears after a while', async () => {
    const shown = layer();
    shown.show({text: 'above', mode: 'top'});
    shown.show({text: 'below', mode: 'bottom'});
    await shows(shown, 2);
    const [above, below] = ['above', 'below'].map((text) => lines(shown).find(({textContent}) => textContent === text));
    const stage = shown.getBoundingClientRect();
    const box = above!.getBoundingClientRect();
    expect(box.top).to.equal(stage.top);
    expect(Math.abs(box.left + box.right - stage.left - stage.right)).to.be.lessThan(2);
    expect(below!.getBoundingClientRect().bottom).to.equal(stage.bottom);
    const now = performance.now.bind(performance);
    sinon.stub(performance, 'now').callsFake(() => now() + 5_001);
    await eventually(() => expect(lines(shown)).to.have.lengthOf(0));
    sinon.restore();
  });
});

describe('in a busy room', () => {
  for (const dir of ['ltr', 'rtl'] as const) {
    it(`lines never overlap, ${dir}`, async () => {
      document.documentElement.dir = dir;
      const shown = layer();
      const pieces = [
        '666',
        'hello everybody',
        '主播今天好漂亮',
        'is this one still in stock? I would like two',
        'مرحبا',
      ];
      let offered = 0;
      let accepted = 0;
      let checked = 0;
      await until(async () => {
        for (let i = 0; i < 2; i++) {
          const mode = offered % 17 === 3 ? 'top' : 'scroll';
          if (shown.show({text: `${pieces[offered % 5]} ${offered}`, mode, own: offered % 60 === 20})) accepted++;
          offered++;
        }
        await frame();
        if (offered % 10 < 2 && lines(shown).length > 5) {
          expect(overlaps(shown)).to.deep.equal([]);
          checked++;
        }
        return offered > 240;
      });
      expect(checked).to.be.greaterThan(5);
      expect(accepted).to.be.greaterThan(10);
      expect(accepted).to.be.lessThan(offered);
      expect(shown.matches(':state(crowded)')).to.be.true;
    });
  }

  it('shows the viewer’s own line despite the limit', async () => {
    const shown = layer('lanes="1" font-size="20"');
    for (let i = 0; i < 60; i++) shown.show({text: `crowd ${i}`});
    await shows(shown);
    for (let i = 0; i < 60; i++) shown.show({text: `crowd ${i}`});
    expect(shown.show({text: 'mine', own: true})).to.be.true;
    await eventually(() => expect(texts(shown)).to.include('mine'));
    expect(overlaps(shown)).to.deep.equal([]);
  });

  it('keeps to `max` and `rows`', async () => {
    const shown = layer('max="3" lanes="3"');
    for (let i = 0; i < 20; i++) shown.show({text: `line ${i}`});
    await shows(shown, 2);
    expect(lines(shown).length).to.be.at.most(3);
    expect(new Set(lines(shown).map(({style}) => style.top)).size).to.equal(2); // One of a few lanes is reserved.
  });

  it('counts equal texts on one line when it merges', async () => {
    const shown = layer('merge');
    for (let i = 0; i < 12; i++) expect(shown.show({text: '666'})).to.be.true;
    await eventually(() => expect(texts(shown)).to.deep.equal(['666 ×12']));
    shown.show({text: '666'});
    await eventually(() => expect(texts(shown)).to.deep.equal(['666 ×13']));
  });
});

describe('the page’s script', () => {
  for (const [attribute, most, lane] of [
    ['font-size="30"', 10, '37.5px'],
    ['font-size="huge"', 10, '30px'],
    ['area="0.5"', 5, '30px'],
    ['area="-1"', 10, '30px'],
    ['lanes="4"', 4, '30px'],
    ['lanes="x"', 10, '30px'],
  ] as const) {
    it(`sets the lanes by ${attribute}`, async () => {
      const shown = layer(attribute);
      for (let i = 0; i < 12; i++) shown.show({text: `line ${i}`});
      await shows(shown, 2);
      const rows = new Set(lines(shown).map(({style}) => parseFloat(style.top) / parseFloat(lane)));
      const fit = Math.min(most, Math.floor(300 / parseFloat(lane)));
      expect(rows.size).to.equal(fit < 8 ? fit - 1 : fit); // One of a few lanes is reserved.
      expect(getComputedStyle(lines(shown)[0]!).height).to.equal(lane);
    });
  }

  for (const [attribute, times] of [
    ['', 1],
    ['speed="2"', 2],
    ['speed="0"', 1],
    ['speed="fast"', 1],
  ] as const) {
    it(`sets the same speed for every line: ${attribute}`, async () => {
      const shown = layer(attribute);
      shown.show({text: 'a'});
      shown.show({text: 'a much longer line of text'});
      const [one, other] = await shows(shown, 2);
      const left = () => [one!, other!].map((line) => line.getBoundingClientRect().left);
      await stop(shown);
      const before = left();
      flyOn(shown, 1_000);
      const [a, b] = left().map((after, index) => before[index]! - after);
      expect(a).to.be.closeTo(b!, 0.05);
      const [animation] = motion(shown);
      // The speed is 187.5 px a second at 1,280 px. At 800 px it is lower by the square root of the width.
      expect(a! * animation!.playbackRate).to.be.closeTo(187.5 * Math.sqrt(800 / 1280) * times, 0.5);
    });
  }

  it('sets opacity on all lines', async () => {
    const shown = layer('opacity="0.4"');
    shown.show({text: 'hello'});
    const [line] = await shows(shown);
    expect(getComputedStyle(line!.closest('.stage')!).opacity).to.equal('0.4');
  });

  it('filters lines, and a filter that throws is reported once and hides none', () => {
    const shown = layer();
    shown.filter = ({text, own}) => own || !text.includes('spam');
    expect(shown.show({text: 'spam spam'})).to.be.false;
    expect(shown.show({text: 'my spam', own: true})).to.be.true;
    const reported: unknown[] = [];
    const report = sinon.stub(globalThis, 'reportError').callsFake((error) => void reported.push(error));
    shown.filter = () => {
      throw new Error('broken filter');
    };
    expect(shown.show({text: 'one'})).to.be.true;
    expect(shown.show({text: 'two'})).to.be.true;
    report.restore();
    expect(reported.map((error) => (error as Error).message)).to.deep.equal(['broken filter']);
  });

  it('clears the layer', async () => {
    const shown = layer();
    shown.show({text: 'hello'});
    await shows(shown);
    shown.clear();
    expect(lines(shown)).to.have.lengthOf(0);
    expect(motion(shown)).to.have.lengthOf(0);
    expect(shown.show({text: 'again'})).to.be.true;
    await shows(shown);
  });

  it('starts paused, and the viewer’s choice does not change the attribute', async () => {
    const shown = layer('paused');
    await shown.updateComplete;
    expect(shown.matches(':state(paused)')).to.be.true;
    expect(shown.show({text: 'hello'})).to.be.false;
    shown.shadowRoot!.querySelector('button')!.click();
    expect(shown.matches(':state(paused)')).to.be.false;
    expect(shown.hasAttribute('paused')).to.be.true;
    expect(shown.show({text: 'hello'})).to.be.true;
    await shows(shown);
  });

  it('resizes it: flying lines continue, the next lines enter at the new edge', async () => {
    const shown = layer();
    shown.show({text: 'before'});
    const [before] = await shows(shown);
    await stop(shown);
    const {left} = before!.getBoundingClientRect();
    shown.style.width = '1000px';
    shown.style.height = '90px';
    await frame();
    await frame();
    expect(before!.getBoundingClientRect().left).to.equal(left);
    for (let i = 0; i < 12; i++) shown.show({text: `after ${i}`});
    const after = (await shows(shown, 3)).slice(1);
    for (const line of after)
      expect(line.getBoundingClientRect().left).to.be.at.least(shown.getBoundingClientRect().left + 1000);
    expect(new Set(after.map(({style}) => style.top)).size).to.be.at.most(3);
    expect(overlaps(shown)).to.deep.equal([]);
  });

  it('mirrors it for a right-to-left page', async () => {
    document.documentElement.dir = 'rtl';
    const shown = layer();
    const entries = watchEntries(shown);
    shown.show({text: 'hello'});
    const [line] = await shows(shown);
    const {left} = shown.getBoundingClientRect();
    const first = entries[0]!.right;
    expect(first).to.be.lessThan(left + 60);
    await eventually(() => expect(line!.getBoundingClientRect().right).to.be.greaterThan(first + 20));
    document.documentElement.dir = 'ltr';
    await eventually(() => expect(lines(shown)).to.have.lengthOf(0));
  });
});

describe('the lifecycle', () => {
  it('leaves no timer and no motion after removal, and works again when it is attached', async () => {
    const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    const shown = layer();
    shown.show({text: 'hello'});
    await eventually(async () => {
      await clock.tickAsync(1_000);
      expect(lines(shown)).to.have.lengthOf(1);
    });
    shown.clear();
    shown.show({text: 'waits'});
    shown.remove();
    const left = clock.countTimers();
    clock.restore();
    expect(left).to.equal(0);
    expect(document.getAnimations()).to.have.lengthOf(0);
    expect(shown.show({text: 'nowhere'})).to.be.false;
    document.body.append(shown);
    expect(shown.show({text: 'back'})).to.be.true;
    await shows(shown);
    expect(texts(shown)).to.deep.equal(['back']);
  });

  it('is idle when its last line has left', async () => {
    const shown = layer();
    shown.show({text: 'hello'});
    await shows(shown);
    flyOn(shown, 60_000);
    await eventually(() => expect(motion(shown)).to.have.lengthOf(0));
    const timers = sinon.spy(globalThis, 'setTimeout');
    for (let i = 0; i < 30; i++) await frame();
    expect(timers).not.to.have.been.called;
    timers.restore();
  });

  it('continues without a jump after a very long time', async () => {
    const shown = layer();
    shown.show({text: 'first', own: true});
    await shows(shown);
    flyOn(shown, 5_000_000);
    for (let i = 0; i < 8; i++) {
      const entries = watchEntries(shown);
      shown.show({text: `later ${i}`, own: true});
      await eventually(() => expect(texts(shown).some((text) => text?.endsWith(`${i}`))).to.be.true);
      expect(entries.at(-1)!.left).to.be.greaterThan(shown.getBoundingClientRect().right - 60);
      expect(overlaps(shown)).to.deep.equal([]);
      flyOn(shown, i % 2 ? 0 : 300_000);
    }
  });

  it('shows no lines without a size, and lines again with one', async () => {
    const shown = layer();
    // Lines are kept until the script that shows them is loaded.
    shown.show({text: 'first'});
    await shows(shown);
    shown.clear();
    shown.hidden = true;
    await frame();
    await frame();
    expect(shown.show({text: 'unseen', own: true})).to.be.false;
    shown.hidden = false;
    await eventually(() => expect(shown.show({text: 'seen'})).to.be.true);
    await eventually(() => expect(texts(shown)).to.deep.equal(['seen']));
  });
});

it('a mask hides lines behind people on stage', async () => {
  const shown = layer();
  shown.style.setProperty('--live-danmaku-layer-mask', 'linear-gradient(90deg, transparent 50%, black 50%)');
  shown.show({text: 'hello'});
  await shows(shown);
  expect(getComputedStyle(findPrivate(shown, 'stage')!).maskImage).to.include('linear-gradient');
});
