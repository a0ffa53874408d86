import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import {record, type Recorded} from '../../src/elements/composer/recorder.ts';
import type {PressAndHold, PressEnd} from '../../src/elements/composer/press-and-hold.ts';
import {en} from '../../src/locales/en.ts';
import {findPrivate} from '../support/browser/private-elements.ts';
import {atTestEnd} from '../support/browser/test-end.ts';

const MEDIA_TYPE = 'audio/webm';

/** A recorder whose start and recording the test decides. */
class FakeRecorder extends EventTarget {
  static last: FakeRecorder;
  static recording: BlobPart;
  state: RecordingState = 'inactive';

  constructor() {
    super();
    FakeRecorder.last = this;
  }

  static isTypeSupported(type: string): boolean {
    return type === MEDIA_TYPE;
  }

  start(): void {
    this.state = 'recording';
  }

  stop(): void {
    this.state = 'inactive';
    this.dispatchEvent(new BlobEvent('dataavailable', {data: new Blob([FakeRecorder.recording])}));
    this.dispatchEvent(new Event('stop'));
  }

  isStarted(): void {
    this.dispatchEvent(new Event('start'));
  }
}

/** A recording of 3 s. */
let voice: ArrayBuffer;
let clock: sinon.SinonFakeTimers;
let container: HTMLElement;

before(async () => {
  voice = await (await fetch('/test/support/browser/recordings/voice.webm')).arrayBuffer();
});

beforeEach(() => {
  const context = new AudioContext();
  const {stream} = context.createMediaStreamDestination();
  const host = document.createElement('div');
  document.body.append(host);
  container = document.createElement('form');
  host.attachShadow({mode: 'open'}).append(container);
  sinon.stub(navigator.mediaDevices, 'getUserMedia').resolves(stream);
  sinon.stub(window, 'MediaRecorder').value(FakeRecorder);
  FakeRecorder.recording = voice;
  clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance']});
  atTestEnd(async () => {
    clock.restore();
    sinon.restore();
    host.remove();
    await context.close();
  });
});

const started = (options: {hold?: PressAndHold; signal?: AbortSignal} = {}) =>
  record({
    container,
    terms: en.composer,
    hold: options.hold,
    signal: options.signal ?? new AbortController().signal,
  });
const shown = () => findPrivate(container, 'recordingClock')!.textContent;
const send = () => [...container.querySelectorAll('button')].at(-1)!;
const secondsOf = (recorded: Recorded) => ('outgoing' in recorded ? recorded.outgoing.seconds : recorded.problem);

describe('the recorder', () => {
  it('starts its clock when the recording starts, not when `start()` is called', async () => {
    const recorded = started();
    await clock.tickAsync(3_000);
    expect(shown()).to.equal('0:00');
    FakeRecorder.last.isStarted();
    await clock.tickAsync(1_000);
    expect(shown()).to.equal('0:01');
    send().click();
    expect(secondsOf(await recorded)).to.equal(3);
  });

  it('keeps its Send button and its focus while the clock and the level are drawn again', async () => {
    const recorded = started();
    await clock.tickAsync(0);
    const button = send();
    const {activeElement} = container.getRootNode() as ShadowRoot;
    expect(activeElement).to.equal(button);
    FakeRecorder.last.isStarted();
    await clock.tickAsync(2_000);
    expect(shown()).to.equal('0:02');
    expect(send()).to.equal(button);
    expect((container.getRootNode() as ShadowRoot).activeElement).to.equal(button);
    button.click();
    await recorded;
    expect(container.childElementCount).to.equal(0);
  });

  it('refuses a recording that is too short by its own tables, although the clock ran longer', async () => {
    FakeRecorder.recording = voice.slice(0, 800);
    const recorded = started();
    await clock.tickAsync(0);
    FakeRecorder.last.isStarted();
    await clock.tickAsync(2_000);
    send().click();
    expect(await recorded).to.deep.equal({problem: 'tooShort'});
  });

  it('sends a recording that is long enough by its own tables, although the clock ran shorter', async () => {
    const recorded = started();
    await clock.tickAsync(0);
    FakeRecorder.last.isStarted();
    await clock.tickAsync(200);
    send().click();
    expect(secondsOf(await recorded)).to.equal(3);
  });

  it('uses its clock for a recording without tables, without the time before the start', async () => {
    FakeRecorder.recording = 'no tables';
    const recorded = started();
    await clock.tickAsync(2_000);
    FakeRecorder.last.isStarted();
    await clock.tickAsync(300);
    send().click();
    expect(await recorded).to.deep.equal({problem: 'tooShort'});
  });

  it('ends 60 s after its start and sends the recording', async () => {
    const recorded = started();
    await clock.tickAsync(10_000);
    FakeRecorder.last.isStarted();
    await clock.tickAsync(59_000);
    expect(FakeRecorder.last.state).to.equal('recording');
    await clock.tickAsync(1_000);
    expect(FakeRecorder.last.state).to.equal('inactive');
    expect(secondsOf(await recorded)).to.equal(3);
  });

  for (const [pressEnd, expected] of [
    ['released', 3],
    ['cancelled', undefined],
  ] as const) {
    it(`ends with the held button: ${pressEnd}`, async () => {
      let end!: (how: PressEnd) => void;
      const ended = new Promise<PressEnd>((resolve) => (end = resolve));
      const recorded = started({hold: {ended, willCancel: false, onWillCancelChange: undefined}});
      await clock.tickAsync(0);
      expect(container.querySelector('button')).to.be.null;
      FakeRecorder.last.isStarted();
      await clock.tickAsync(1_000);
      end(pressEnd);
      expect(secondsOf(await recorded)).to.equal(expected);
    });
  }

  for (const [what, leave] of [
    ['composer leaves the page', (lifetime: AbortController) => lifetime.abort()],
    ['page is left', () => dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))],
  ] as const) {
    it(`sends nothing and ends the microphone at once when the ${what}`, async () => {
      const lifetime = new AbortController();
      const recorded = started({signal: lifetime.signal});
      await clock.tickAsync(0);
      FakeRecorder.last.isStarted();
      await clock.tickAsync(1_000);
      const [track] = (await navigator.mediaDevices.getUserMedia()).getTracks();
      leave(lifetime);
      expect(track!.readyState).to.equal('ended');
      expect(await recorded).to.deep.equal({problem: undefined});
      expect(FakeRecorder.last.state).to.equal('inactive');
    });
  }
});
