import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {LivePlayer} from '../../src/elements/live-player/live-player.ts';
import type {LiveEventType} from '../../src/elements/shared/events.ts';
import type {MemoryService} from '../support/memory-driver.ts';
import {expectAccessible, fresh, isShown, part, parts, put, servedRoom} from '../support/room-fixture.ts';

const FILM = new URL('/demo/media/host.mp4', location.href).href;
const MISSING = new URL('/demo/media/there-is-none.mp4', location.href).href;

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});
afterEach(() => vi.restoreAllMocks());

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
    return this.element.shadowRoot!.querySelector('.word')?.textContent ?? '';
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

async function playing(attributes = `src="${FILM}"`): Promise<PlayerHarness> {
  const harness = player(attributes);
  await vi.waitFor(() => expect(harness.states).toEqual(['playing']), 5_000);
  return harness;
}

/** As a browser does whom nobody has touched yet: sound needs a tap; with `all` everything does. */
function refuseAutoplay(all = false): {tapped: boolean} {
  const viewer = {tapped: false};
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called on the element that was asked
  const {play} = HTMLMediaElement.prototype;
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(function (this: HTMLMediaElement) {
    if (!viewer.tapped && (all || !this.muted)) return Promise.reject(new DOMException('no', 'NotAllowedError'));
    return play.call(this);
  });
  return viewer;
}

describe('a file', () => {
  test('plays by itself, outside any room, without sound if so wanted', async () => {
    const {video, events} = await playing();
    await vi.waitFor(() => expect(video.currentTime).toBeGreaterThan(0.1));
    expect(video.muted).toBe(true);
    expect(events).toEqual(['live-play']);
  });

  test('is paused and played by the page', async () => {
    const harness = await playing();
    harness.element.pause();
    await vi.waitFor(() => expect(harness.video.paused).toBe(true));
    expect(harness.states).toEqual([]);
    harness.element.play();
    await vi.waitFor(() => expect(harness.states).toEqual(['playing']));
    expect(harness.events).toEqual(['live-play', 'live-pause', 'live-play']);
  });

  test('ends, and plays again', async () => {
    const harness = await playing();
    harness.video.currentTime = harness.video.duration - 0.2;
    await vi.waitFor(() => expect(harness.events).toEqual(['live-play', 'live-pause']), 5_000);
    harness.element.play();
    await vi.waitFor(() => expect(harness.states).toEqual(['playing']));
    expect(harness.video.currentTime).toBeLessThan(5);
  });

  test('another one takes its place', async () => {
    const harness = await playing();
    const {video} = harness;
    harness.element.src = `${FILM}?again`;
    await vi.waitFor(() => expect(harness.video).not.toBe(video));
    await vi.waitFor(() => expect(harness.states).toEqual(['playing']));
    expect(video.getAttribute('src')).toBeNull();
  });

  test('stops with the element, and begins again where it is put back', async () => {
    const harness = await playing();
    const {element, video} = harness;
    element.remove();
    expect(video.getAttribute('src')).toBeNull();
    expect(parts(element, 'video')).toEqual([]);
    document.body.append(element);
    await vi.waitFor(() => expect(harness.states).toEqual(['playing']));
  });

  test.each([
    ['that is not there', MISSING, 'live-error MEDIA_FAILED', 'The picture cannot be played at the moment.'],
    ['of no address', 'film.mp4', 'live-error BAD_CONFIG', 'This live room is not set up correctly.'],
    [
      'of a foreign http: address',
      'http://example.com/a.mp4',
      'live-error BAD_CONFIG',
      'This live room is not set up correctly.',
    ],
  ])('%s: a sentence and a typed error', async (_, src, event, word) => {
    const harness = player(`src="${src}"`);
    await vi.waitFor(() => expect(harness.events).toEqual([event]), 5_000);
    expect(harness.word).toBe(word);
    expect(harness.states).toEqual(['off-air']);
  });

  test('fits its place where little is lost, and as it is told', async () => {
    const harness = await playing();
    const fit = () => getComputedStyle(harness.video).objectFit;
    Object.assign(harness.element.style, {inlineSize: '320px', blockSize: '400px'});
    await vi.waitFor(() => expect(fit()).toBe('cover'));
    harness.element.style.inlineSize = '600px';
    await vi.waitFor(() => expect(fit()).toBe('contain'));
    harness.element.fit = 'cover';
    await vi.waitFor(() => expect(fit()).toBe('cover'));
  });

  test('shows a poster until its first frame', async () => {
    const harness = player(`src="${MISSING}" poster="${new URL('/demo/media/gifts/tea.svg', location.href).href}"`);
    await vi.waitFor(() => expect(isShown(part(harness.element, 'poster'))).toBe(true));
    harness.element.src = FILM;
    await vi.waitFor(() => expect(harness.states).toEqual(['playing']), 5_000);
    expect(isShown(part(harness.element, 'poster'))).toBe(false);
  });
});

describe('a browser that wants a tap', () => {
  test('before it sounds: the picture plays without, and the button brings it', async () => {
    const viewer = refuseAutoplay();
    const harness = new PlayerHarness(
      put<LivePlayer>(`<live-player style="height: 400px" src="${FILM}"></live-player>`),
    );
    await vi.waitFor(() => expect(harness.states).toEqual(['playing', 'blocked']), 5_000);
    expect(harness.video.muted).toBe(true);
    expect(harness.events).toContain('live-autoplay-blocked');
    viewer.tapped = true;
    await userEvent.click(harness.button('Tap for sound'));
    await vi.waitFor(() => expect(harness.states).toEqual(['playing']));
    expect(harness.video.muted).toBe(false);
  });

  test('before it plays at all', async () => {
    const viewer = refuseAutoplay(true);
    const harness = player(`src="${FILM}"`);
    await vi.waitFor(() => expect(harness.states).toContain('blocked'), 5_000);
    expect(harness.states).not.toContain('playing');
    viewer.tapped = true;
    await userEvent.click(harness.button('Play'));
    await vi.waitFor(() => expect(harness.states).toEqual(['playing']));
  });
});

describe('the controls', () => {
  test('are reached by the keyboard, have names, and say how things stand', async () => {
    const harness = await playing(`src="${FILM}" controls`);
    const names = () =>
      [...part(harness.element, 'controls').querySelectorAll('button')]
        .filter(({hidden}) => !hidden)
        .map((button) => button.ariaLabel);
    await vi.waitFor(() => expect(names().slice(0, 2)).toEqual(['Pause', 'Unmute']));
    harness.button('Pause').focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(harness.video.paused).toBe(true));
    expect(names()[0]).toBe('Play');
    await userEvent.tab();
    await userEvent.keyboard(' ');
    await vi.waitFor(() => expect(names()[1]).toBe('Mute'));
    expect(harness.video.muted).toBe(false);
  });

  test('go after a while, and are back with the pointer', async () => {
    const harness = await playing(`src="${FILM}" controls`);
    await userEvent.hover(document.body, {position: {x: 5, y: 500}});
    const gone = () => part(harness.element, 'controls').classList.contains('gone');
    await vi.waitFor(() => expect(gone()).toBe(true), 6_000);
    harness.element.dispatchEvent(new PointerEvent('pointermove', {bubbles: true}));
    expect(gone()).toBe(false);
  });

  test.each([
    ['light', 'en'],
    ['dark', 'zh-CN'],
  ])('axe finds nothing, %s, %s', async (scheme, lang) => {
    await page.viewport(390, 844);
    document.documentElement.style.colorScheme = scheme;
    document.documentElement.lang = lang;
    const {element} = await playing(`src="${FILM}" controls`);
    await expectAccessible(element);
    document.documentElement.style.colorScheme = '';
  });
});

describe('in a room', () => {
  test('says how the show stands where there is no picture', async () => {
    const {room} = await servedRoom('<live-player></live-player>');
    const harness = new PlayerHarness(room.querySelector('live-player')!);
    await vi.waitFor(() => expect(harness.word).toBe('The host is not on air at the moment.'));
    expect(harness.states).toEqual(['off-air']);
    service.announce({type: 'status', status: 'paused'});
    await vi.waitFor(() => expect(harness.word).toBe('The host will be right back.'));
    service.announce({type: 'status', status: 'ended'});
    await vi.waitFor(() => expect(harness.word).toBe('The show is over.'));
    expect(harness.events).toEqual([]);
  });

  test('plays what the page says the room has', async () => {
    const {room} = await servedRoom('<live-player muted style="height: 400px"></live-player>', `stream-url="${FILM}"`);
    const harness = new PlayerHarness(room.querySelector('live-player')!);
    await vi.waitFor(() => expect(harness.states).toEqual(['playing']), 5_000);
  });

  test('has no picture in picture without a picture', async () => {
    const {element} = player();
    await expect(element.requestPictureInPicture()).rejects.toMatchObject({name: 'InvalidStateError'});
  });
});
