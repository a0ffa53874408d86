import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {ChatPanel} from '../../src/elements/chat-panel/chat-panel.ts';
import {eventually, until} from '../support/eventually.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, joinedRoom} from '../support/browser/room-fixture.ts';
import {atTestEnd} from '../support/browser/test-end.ts';
import {findPrivate} from '../support/browser/private-elements.ts';

/**
 * Recordings of a tone, with their lengths, s. Chromium and Firefox write no length into WebM, and Firefox none into
 * Ogg. WebKit writes fragments and takes the first one, of 1 s, for the whole recording.
 */
const RECORDINGS = [
  ['voice.webm', 3],
  ['voice-firefox.webm', 3],
  ['voice.ogg', 2],
  ['voice.m4a', 3],
] as const;
/** A file of 12 s in fragments. Firefox first reports 0.04 s, WebKit 2 s. */
const FRAGMENTS = '/demo/dev/media/host.mp4';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

class Voice {
  readonly #panel: ChatPanel;

  constructor(panel: ChatPanel) {
    this.#panel = panel;
  }

  static async sent(path: string, seconds: number): Promise<Voice> {
    const room = await joinedRoom('<chat-panel style="height: 300px"></chat-panel>');
    const url = new URL(path, location.href).href;
    service.says({type: 'comment', kind: 'sound', text: '', media: {kind: 'sound', url, seconds}});
    const voice = new Voice(room.querySelector('chat-panel')!);
    await until(() => voice.line.querySelector('button'));
    return voice;
  }

  get line(): HTMLElement {
    return findPrivate(this.#panel, 'commentText') ?? document.createElement('span');
  }

  /** The length in the list: null if the list shows a sentence instead. */
  get button(): HTMLButtonElement | null {
    return this.line.querySelector('button');
  }

  /** The progress of the bar, per cent. */
  get played(): number {
    return parseFloat(findPrivate(this.line, 'playedPart')?.style.inlineSize ?? '');
  }

  /** Records every position of the bar from now on, per cent, and its width there, px. */
  watchBar(): readonly {readonly played: number; readonly width: number}[] {
    const bar = findPrivate(this.line, 'playedPart')!;
    const places: {played: number; width: number}[] = [];
    const watch = new MutationObserver(() =>
      places.push({played: this.played, width: bar.getBoundingClientRect().width}),
    );
    watch.observe(bar, {attributes: true});
    atTestEnd(() => watch.disconnect());
    return places;
  }

  async is(label: string): Promise<void> {
    await eventually(() => expect(this.button!.ariaLabel).to.equal(label));
  }
}

/** The sound that plays. */
function spyOnSound(): () => HTMLAudioElement {
  const play = sinon.spy(HTMLMediaElement.prototype, 'play');
  atTestEnd(() => play.restore());
  return () => play.lastCall.thisValue as HTMLAudioElement;
}

describe('the first playback of a voice message', () => {
  for (const [name, length] of RECORDINGS) {
    for (const seconds of [0, 3]) {
      it(`moves its bar and shows its length: ${name}, ${seconds || 'no'} seconds stated`, async () => {
        const sound = spyOnSound();
        const voice = await Voice.sent(`/test/support/browser/recordings/${name}`, seconds);
        expect(voice.line.textContent).to.equal(seconds ? '3″' : '');
        expect(voice.played).to.equal(0);
        const places = voice.watchBar();
        voice.button!.click();
        await eventually(() => expect(voice.played).to.equal(100));
        const between = places.filter(({played}) => played > 0 && played < 100);
        // Without a sound device Firefox ends a short message as soon as it has decoded it.
        expect(between.length).to.be.at.least(sound().error ? 1 : 5);
        expect(between[0]!.played).to.be.lessThan(40);
        // The bar may move back by less than a pixel when the file's own length is known.
        const steps = between.slice(1).map(({width}, index) => width - between[index]!.width);
        expect(Math.min(0, ...steps)).to.be.greaterThan(-1);
        expect(between.at(-1)!.width).to.be.greaterThan(0);
        expect(voice.line.textContent).to.equal(`${length}″`);
        await voice.is(`Play the voice message, ${length} s`);
      });
    }
  }

  for (const seconds of [0, 1, 12, 60]) {
    it(`shows the length of all fragments, with ${seconds} seconds stated`, async () => {
      const sound = spyOnSound();
      const voice = await Voice.sent(FRAGMENTS, seconds);
      voice.button!.click();
      await eventually(() => expect(voice.line.textContent).to.equal('12″'));
      await eventually(() => {
        expect(voice.played).to.be.within(3, 99);
        expect(voice.played).to.be.closeTo((100 * sound().currentTime) / 12, 5);
      });
      voice.button!.click();
      await voice.is('Play the voice message, 12 s');
    });
  }
});

describe('an error while a voice message plays', () => {
  /** Simulates Firefox on a machine without a sound device, where it continues in silence. */
  function fail(sound: HTMLAudioElement, code: number): void {
    Object.defineProperty(sound, 'error', {configurable: true, value: {code}});
    sound.dispatchEvent(new Event('error'));
  }

  it('is ignored if the message continues to play: the button pauses it and plays it again', async () => {
    const sound = spyOnSound();
    const voice = await Voice.sent(FRAGMENTS, 12);
    voice.button!.click();
    await until(() => sound().currentTime > 0);
    fail(sound(), MediaError.MEDIA_ERR_DECODE);
    await until(() => sound().currentTime > 3);
    voice.button!.click();
    await voice.is('Play the voice message, 12 s');
    voice.button!.click();
    await voice.is('Pause the voice message');
  });

  it('is ignored if the message was paused at once: the next press plays it', async () => {
    const sound = spyOnSound();
    const voice = await Voice.sent(FRAGMENTS, 12);
    voice.button!.click();
    await until(() => sound().currentTime > 0);
    fail(sound(), MediaError.MEDIA_ERR_DECODE);
    voice.button!.click();
    await voice.is('Play the voice message, 12 s');
    voice.button!.click();
    await until(() => sound().currentTime > 3);
    await voice.is('Pause the voice message');
    voice.button!.click();
    await eventually(() => expect(sound().paused).to.be.true);
  });

  it('ends a message whose progress stops: a sentence replaces it, and the sound stops', async () => {
    const sound = spyOnSound();
    const voice = await Voice.sent(FRAGMENTS, 12);
    voice.button!.click();
    await until(() => sound().currentTime > 0);
    Object.defineProperty(sound(), 'currentTime', {configurable: true, value: 0.1});
    fail(sound(), MediaError.MEDIA_ERR_DECODE);
    await eventually(() => expect(voice.line.textContent).to.equal('It cannot be shown.'));
    expect(sound().paused).to.be.true;
  });

  it('is shown at once if the file is missing', async () => {
    const voice = await Voice.sent('/test/support/browser/recordings/none.m4a', 3);
    voice.button!.click();
    await eventually(() => expect(voice.line.textContent).to.equal('It cannot be shown.'));
  });
});
