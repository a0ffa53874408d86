import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import sinon from 'sinon';
import type {LivePlayer} from '../../src/elements/live-player/live-player.ts';
import type {LiveEventType} from '../../src/elements/base/events.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, isShown, part, parts, put, servedRoom} from '../support/browser/room-fixture.ts';
import {eventually, rejection} from '../support/eventually.ts';
import {atTestEnd} from '../support/browser/test-end.ts';
import {click, hover, keyboard} from '../support/browser/user-input.ts';
import {findPrivate} from '../support/browser/private-elements.ts';

const VIDEO_URL = new URL('/demo/dev/media/host.mp4', location.href).href;
const MISSING = new URL('/demo/dev/media/there-is-none.mp4', location.href).href;

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

/** A player that plays a file. */
class PlayerHarness {
  readonly events: string[] = [];

  constructor(readonly element: LivePlayer) {
    const types: readonly LiveEventType[] = ['live-play', 'live-pause', 'live-autoplay-blocked', 'live-error'];
    for (const type of types) {
      element.addEventListener(type, ({detail}) => {
        const {error} = detail as {error?: {code: string}};
        this.events.push(error ? `${type} ${error.code}` : type);
      });
    }
  }

  get video(): HTMLVideoElement {
    return part(this.element, 'video') as HTMLVideoElement;
  }

  get states(): string[] {
    return ['playing', 'waiting', 'blocked', 'off-air'].filter((state) => this.element.matches(`:state(${state})`));
  }

  get word(): string {
    return findPrivate(this.element, 'playerMessage')?.textContent ?? '';
  }

  button(name: string): HTMLButtonElement {
    const found = [...this.element.shadowRoot!.querySelectorAll('button')].find(
      (button) => (button.getAttribute('aria-label') ?? button.textContent) === name,
    );
    if (!found) throw new Error(`no button ${name}`);
    return found;
  }
}

function player(attributes = ''): PlayerHarness {
  return new PlayerHarness(put<LivePlayer>(`<live-player style="height: 400px" muted ${attributes}></live-player>`));
}

async function playing(attributes = `src="${VIDEO_URL}"`): Promise<PlayerHarness> {
  const harness = player(attributes);
  await eventually(() => expect(harness.states).to.deep.equal(['playing']));
  return harness;
}

/** The copy of the video behind it, and the colour in its middle. */
function backdropOf({element}: PlayerHarness): {readonly shown: boolean; readonly alpha: number} {
  const canvas = findPrivate<HTMLCanvasElement>(element, 'videoBackdrop');
  if (!canvas?.width) return {shown: false, alpha: 0};
  const [, , , alpha] = canvas.getContext('2d')!.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
  return {shown: isShown(canvas), alpha: alpha!};
}

it('shows a picture whose size the browser knows only after the sound plays', async () => {
  const size = Object.getOwnPropertyDescriptor(HTMLVideoElement.prototype, 'videoWidth')!;
  const restore = () => Object.defineProperty(HTMLVideoElement.prototype, 'videoWidth', size);
  Object.defineProperty(HTMLVideoElement.prototype, 'videoWidth', {configurable: true, get: () => 0});
  atTestEnd(restore);
  const harness = await playing();
  expect(harness.word).to.equal('Sound only');
  restore();
  harness.video.dispatchEvent(new Event('resize'));
  expect(harness.word).to.equal('');
});

it('fills the space beside the picture with a copy of it, and only where the picture leaves space', async () => {
  const harness = await playing(`src="${VIDEO_URL}"`);
  const {videoWidth, videoHeight} = harness.video;
  const resize = (width: number, height: number) => {
    harness.element.style.cssText = `display: block; inline-size: ${width}px; block-size: ${height}px`;
  };
  resize(200 * (videoWidth / videoHeight) * 3, 200);
  await eventually(() => expect(backdropOf(harness)).to.deep.equal({shown: true, alpha: 255}));
  resize(200 * (videoWidth / videoHeight), 200);
  await eventually(() => expect(backdropOf(harness).shown).to.equal(false));
  resize(200, 200 * (videoHeight / videoWidth) * 3);
  await eventually(() => expect(backdropOf(harness).shown).to.equal(true));
  harness.element.fit = 'contain';
  await eventually(() => expect(backdropOf(harness).shown).to.equal(false));
});

/** Simulates a browser without a user gesture: sound needs a tap; with `all`, playback does too. */
function refuseAutoplay(all = false): {tapped: boolean} {
  const viewer = {tapped: false};

  const {play} = HTMLMediaElement.prototype;
  sinon.stub(HTMLMediaElement.prototype, 'play').callsFake(function (this: HTMLMediaElement) {
    if (!viewer.tapped && (all || !this.muted)) return Promise.reject(new DOMException('no', 'NotAllowedError'));
    return play.call(this);
  });
  return viewer;
}

describe('a file', () => {
  it('plays by itself outside a room, muted if the page asks for it', async () => {
    const {video, events} = await playing();
    await eventually(() => expect(video.currentTime).to.be.greaterThan(0.1));
    expect(video.muted).to.be.true;
    expect(events).to.deep.equal(['live-play']);
  });

  it("pauses and plays by the page's script", async () => {
    const harness = await playing();
    harness.element.pause();
    await eventually(() => expect(harness.video.paused).to.be.true);
    expect(harness.states).to.deep.equal([]);
    harness.element.play();
    await eventually(() => expect(harness.states).to.deep.equal(['playing']));
    expect(harness.events).to.deep.equal(['live-play', 'live-pause', 'live-play']);
  });

  it('ends and plays again', async () => {
    const harness = await playing();
    // Some engines cannot seek near the end, because they know no length of a fragmented file.
    harness.video.playbackRate = 8;
    await eventually(() => expect(harness.events).to.deep.equal(['live-play', 'live-pause']));
    harness.video.playbackRate = 1;
    harness.element.play();
    await eventually(() => expect(harness.states).to.deep.equal(['playing']));
    expect(harness.video.currentTime).to.be.lessThan(5);
  });

  it('is replaced by another one', async () => {
    const harness = await playing();
    const {video} = harness;
    harness.element.src = `${VIDEO_URL}?again`;
    await eventually(() => expect(harness.video).not.to.equal(video));
    await eventually(() => expect(harness.states).to.deep.equal(['playing']));
    expect(video.getAttribute('src')).to.be.null;
  });

  it('stops when the element is removed, and starts again when it is inserted', async () => {
    const harness = await playing();
    const {element, video} = harness;
    element.remove();
    expect(video.getAttribute('src')).to.be.null;
    expect(parts(element, 'video')).to.deep.equal([]);
    document.body.append(element);
    await eventually(() => expect(harness.states).to.deep.equal(['playing']));
  });

  for (const [what, src, event, word] of [
    ['that is not there', MISSING, 'live-error MEDIA_FAILED', 'The picture cannot be played at the moment.'],
    ['of no address', 'film.mp4', 'live-error BAD_CONFIG', 'This live room is not set up correctly.'],
    [
      'of a foreign http: address',
      'http://example.com/a.mp4',
      'live-error BAD_CONFIG',
      'This live room is not set up correctly.',
    ],
  ] as const) {
    it(`${what} shows a sentence and fires a typed error`, async () => {
      const harness = player(`src="${src}"`);
      await eventually(() => expect(harness.events).to.deep.equal([event]));
      expect(harness.word).to.equal(word);
      expect(harness.states).to.deep.equal(['off-air']);
    });
  }

  it('ends when the page is left, and plays again when the page returns', async () => {
    const {element, states} = await playing();
    expect(states).to.deep.equal(['playing']);
    dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));
    expect(parts(element, 'video')).to.deep.equal([]);
    dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
    await eventually(() => expect(element.matches(':state(playing)')).to.be.true);
    expect(element.matches(':state(has-video)')).to.be.true;
  });

  it('is shown in full screen without its controls if the browser supports only that (iPhone), and continues afterwards', async () => {
    const enter = sinon.stub();
    const own = Object.getOwnPropertyDescriptor(HTMLVideoElement.prototype, 'webkitEnterFullscreen');
    Object.defineProperty(HTMLVideoElement.prototype, 'webkitEnterFullscreen', {configurable: true, value: enter});
    atTestEnd(() => {
      if (own) Object.defineProperty(HTMLVideoElement.prototype, 'webkitEnterFullscreen', own);
      else delete (HTMLVideoElement.prototype as {webkitEnterFullscreen?: unknown}).webkitEnterFullscreen;
    });
    sinon.stub(document, 'fullscreenEnabled').get(() => false);
    const {element, video} = await playing(`controls src="${VIDEO_URL}"`);
    enter.onFirstCall().throws(new DOMException('no metadata', 'InvalidStateError'));
    part(element, 'control-fullscreen').click();
    part(element, 'control-fullscreen').click();
    expect(enter.thisValues).to.deep.equal([video, video]);
    video.pause();
    video.dispatchEvent(new Event('webkitendfullscreen'));
    await eventually(() => expect(video.paused).to.be.false);
  });

  it('fits its box if little is cut off, or as the page sets it', async () => {
    const harness = await playing();
    const fit = () => getComputedStyle(harness.video).objectFit;
    Object.assign(harness.element.style, {inlineSize: '320px', blockSize: '400px'});
    await eventually(() => expect(fit()).to.equal('cover'));
    harness.element.style.inlineSize = '600px';
    await eventually(() => expect(fit()).to.equal('contain'));
    harness.element.fit = 'cover';
    await eventually(() => expect(fit()).to.equal('cover'));
  });

  it('shows a poster until the first frame', async () => {
    const harness = player(`src="${MISSING}" poster="${new URL('/demo/dev/media/gifts/tea.svg', location.href).href}"`);
    await eventually(() => expect(isShown(part(harness.element, 'poster'))).to.be.true);
    harness.element.src = VIDEO_URL;
    await eventually(() => expect(harness.states).to.deep.equal(['playing']));
    await eventually(() => expect(isShown(part(harness.element, 'poster'))).to.be.false);
  });
});

describe('a browser that requires a tap', () => {
  it('for sound: plays muted, and the button turns the sound on', async () => {
    const viewer = refuseAutoplay();
    const harness = new PlayerHarness(
      put<LivePlayer>(`<live-player style="height: 400px" src="${VIDEO_URL}"></live-player>`),
    );
    await eventually(() => expect(harness.states).to.deep.equal(['playing', 'blocked']));
    expect(harness.video.muted).to.be.true;
    expect(harness.events).to.include('live-autoplay-blocked');
    viewer.tapped = true;
    await click(() => harness.button('Tap for sound'));
    await eventually(() => expect(harness.states).to.deep.equal(['playing']));
    expect(harness.video.muted).to.be.false;
  });

  it('for playing: plays after the tap', async () => {
    const viewer = refuseAutoplay(true);
    const harness = player(`src="${VIDEO_URL}"`);
    await eventually(() => expect(harness.states).to.include('blocked'));
    expect(harness.states).not.to.include('playing');
    viewer.tapped = true;
    await click(() => harness.button('Play'));
    await eventually(() => expect(harness.states).to.deep.equal(['playing']));
  });
});

describe('the controls', () => {
  it('have keyboard access and names, and show the state', async () => {
    const harness = await playing(`src="${VIDEO_URL}" controls`);
    const names = () =>
      [...part(harness.element, 'controls').querySelectorAll('button')]
        .filter(({hidden}) => !hidden)
        .map((button) => button.ariaLabel);
    await eventually(() => expect(names().slice(0, 2)).to.deep.equal(['Pause', 'Unmute']));
    expect(parseFloat(getComputedStyle(part(harness.element, 'volume')).blockSize)).to.be.at.least(24);
    harness.button('Pause').focus();
    await keyboard('{Enter}');
    await eventually(() => expect(harness.video.paused).to.be.true);
    expect(names()[0]).to.equal('Play');
    await keyboard('{Tab}');
    await keyboard(' ');
    await eventually(() => expect(names()[1]).to.equal('Mute'));
    expect(harness.video.muted).to.be.false;
  });

  it('hide after a while, and return with the pointer', async () => {
    const harness = await playing(`src="${VIDEO_URL}" controls`);
    await hover(document.body, {x: 5, y: 500});
    const gone = () => part(harness.element, 'controls').classList.contains('hidden');
    await eventually(() => expect(gone()).to.be.true);
    harness.element.dispatchEvent(new PointerEvent('pointermove', {bubbles: true}));
    expect(gone()).to.be.false;
  });

  for (const [scheme, lang] of [
    ['light', 'en'],
    ['dark', 'zh-CN'],
  ] as const) {
    it(`axe finds no violation, ${scheme}, ${lang}`, async () => {
      await setViewport({width: 390, height: 844});
      document.documentElement.style.colorScheme = scheme;
      document.documentElement.lang = lang;
      const {element} = await playing(`src="${VIDEO_URL}" controls`);
      await expect(element).to.be.accessible();
      document.documentElement.style.colorScheme = '';
    });
  }
});

describe('a player in a room', () => {
  it('shows the status of the room if it has no video', async () => {
    const {room} = await servedRoom('<live-player></live-player>');
    const harness = new PlayerHarness(room.querySelector('live-player')!);
    await eventually(() => expect(harness.word).to.equal('The host is not on air at the moment.'));
    expect(harness.states).to.deep.equal(['off-air']);
    service.announce({type: 'status', status: 'paused'});
    await eventually(() => expect(harness.word).to.equal('The host will be right back.'));
    service.announce({type: 'status', status: 'ended'});
    await eventually(() => expect(harness.word).to.equal('The show is over.'));
    expect(harness.events).to.deep.equal([]);
  });

  it('plays the source that the page sets for the room', async () => {
    const {room} = await servedRoom(
      '<live-player muted style="height: 400px"></live-player>',
      `stream-url="${VIDEO_URL}"`,
    );
    const harness = new PlayerHarness(room.querySelector('live-player')!);
    await eventually(() => expect(harness.states).to.deep.equal(['playing']));
  });

  it('offers no picture in picture without a video', async () => {
    const {element} = player();
    expect(await rejection(element.requestPictureInPicture())).to.have.property('name', 'InvalidStateError');
  });
});
