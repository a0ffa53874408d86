import type {Locale} from '../../locales/locale.js';
import type {LiveErrorCode} from '../../protocol/errors.js';
import type {RoomStatus} from '../../protocol/messages.js';
import type {MediaLoaders} from '../../session/connection/load-drivers.js';
import {Playback, type PlaybackState, type PlaybackInputs} from '../../session/playback/playback.js';
import type {RtcAccess, RtcAccessOptions} from '../../session/playback/rtc-access.js';
import {hasWebRtc} from '../../session/connection/browser-support.js';
import {createElement} from '../base/dom.js';
import {Controls} from './controls.js';
import {fillsScreen, mayFillScreen, stageOf, toggleFullScreen} from './full-screen.js';
import {FitWatch} from './fit-watch.js';
import {createIcon} from '../icons/icon.js';

export {styles} from './player-view.styles.js';

/** Delay of the spinner: a picture that appears earlier shows none. */
const SPIN_AFTER_MS = 400;
/** Time that the message about the fallback stream is shown. */
const SAID_MS = 4_000;

export interface PlayerHost {
  readonly element: HTMLElement;
  /** Element that all of it is drawn into. */
  readonly box: HTMLElement;
  /** Element shown until the first frame. */
  readonly poster: HTMLElement;
  readonly load: MediaLoaders;
  readonly muted: boolean;
  locale(): Locale;
  errorWords(code: LiveErrorCode): string;
  rtcAccess(options: RtcAccessOptions): Promise<RtcAccess>;
  toggleState(name: string, on: boolean): void;
  tell(type: 'live-play' | 'live-pause' | 'live-autoplay-blocked'): void;
  failed(code: LiveErrorCode, message: string): void;
}

export interface PlayerWish extends PlaybackInputs {
  readonly roomStatus: RoomStatus | undefined;
  readonly controls: boolean;
  readonly fit: 'auto' | 'contain' | 'cover';
}

/** The picture with its spinner, message, play button and controls, drawn with DOM calls. */
export class PlayerShow {
  readonly picture: Playback;
  readonly #host: PlayerHost;
  readonly #end = new AbortController();
  readonly #camera = createElement('div', 'view camera');
  readonly #screen = createElement('div', 'view screen');
  readonly #spin = createElement('div', 'spin');
  readonly #word = createElement('p', 'word');
  readonly #tap = createElement('button', 'tap', 'play');
  readonly #stage: HTMLElement;
  readonly #fit: FitWatch;
  #controls: Controls | undefined;
  #wish: PlayerWish | undefined;
  #spinning: ReturnType<typeof setTimeout> | undefined;
  #saying: ReturnType<typeof setTimeout> | undefined;
  #said = false;
  #was: {readonly playing: boolean; readonly paused: boolean; readonly blocked: string} = {
    playing: false,
    paused: false,
    blocked: '',
  };

  constructor(host: PlayerHost) {
    const {signal} = this.#end;
    this.#host = host;
    this.#stage = stageOf(host.element);
    this.#tap.type = 'button';
    this.#tap.hidden = true;
    this.#tap.addEventListener('click', () => this.#tapped(), {signal});
    this.#spin.hidden = true;
    this.#word.setAttribute('role', 'status');
    host.box.replaceChildren(this.#screen, this.#camera, this.#spin, this.#word, this.#tap);
    this.picture = new Playback(
      {
        camera: this.#camera,
        screen: this.#screen,
        load: host.load,
        webRtc: hasWebRtc(),
        rtcAccess: (options) => host.rtcAccess(options),
        onChange: () => this.#paint(),
        onFailure: (code, message) => host.failed(code, message),
      },
      host.muted,
    );
    document.addEventListener('fullscreenchange', () => this.#paint(), {signal});
    this.#fit = new FitWatch(host.box, this.#camera, () => this.#paint(), signal);
    // The SDK creates and removes video elements on its own.
    const videos = new MutationObserver(() => {
      for (const video of host.box.querySelectorAll('video')) video.setAttribute('part', 'video');
    });
    videos.observe(host.box, {childList: true, subtree: true});
    signal.addEventListener('abort', () => videos.disconnect(), {once: true});
  }

  update(wish: PlayerWish): void {
    this.#wish = wish;
    this.picture.update(wish);
    this.#paint();
  }

  stop(): void {
    this.picture.stop();
    this.#end.abort();
    clearTimeout(this.#spinning);
    clearTimeout(this.#saying);
    this.#host.box.replaceChildren();
  }

  #tapped(): void {
    if (this.picture.muted) this.picture.mute(false);
    this.picture.play();
  }

  #paint(): void {
    if (!this.#wish || this.#end.signal.aborted) return;
    const {state} = this.picture;
    const host = this.#host;
    const locale = host.locale();
    const {camera, screen, sound, waiting, blocked, paused, fallback} = state;
    const there = camera || screen || sound;
    const playing = there && !paused && !waiting && blocked !== 'all';
    host.toggleState('playing', playing);
    host.toggleState('waiting', waiting && !paused);
    host.toggleState('blocked', !!blocked);
    host.toggleState('off-air', !there && !waiting && !paused);
    host.box.classList.toggle('shared', screen);
    host.box.classList.toggle('filled', screen || this.#fit.fills(this.#wish.fit));
    host.box.classList.toggle('seen', camera || screen);
    host.poster.classList.toggle('off', camera || screen);
    this.#spinWhile(waiting && !paused && !blocked);
    const asked = blocked === 'sound' ? locale.tapForSound : blocked ? locale.play : '';
    this.#tap.hidden = !asked;
    if (asked && this.#tap.textContent !== asked)
      this.#tap.replaceChildren(createIcon(blocked === 'sound' ? 'silence' : 'play'), asked);
    if (fallback && playing && !this.#said) this.#sayFallback();
    const word = this.#saying ? locale.otherWay : this.#wordOf(state, locale);
    if (this.#word.textContent !== word) this.#word.textContent = word;
    this.#paintControls(state);
    this.#tell(playing, state);
  }

  #wordOf({camera, screen, sound, waiting, paused, failure}: PlaybackState, locale: Locale): string {
    const {src, status, roomStatus} = this.#wish!;
    if (waiting || paused || camera || screen) return '';
    if (failure) return this.#host.errorWords(failure);
    if (sound) return locale.soundOnly;
    if (src || (status !== 'joined' && status !== 'reconnecting')) return '';
    if (roomStatus === 'ended') return locale.showOver;
    if (roomStatus === 'upcoming') return locale.showSoon;
    return roomStatus === 'paused' ? locale.hostPaused : locale.hostAway;
  }

  #sayFallback(): void {
    this.#said = true;
    this.#saying = setTimeout(() => {
      this.#saying = undefined;
      this.#paint();
    }, SAID_MS);
  }

  #spinWhile(waiting: boolean): void {
    if (!waiting) {
      clearTimeout(this.#spinning);
      this.#spinning = undefined;
      this.#spin.hidden = true;
    } else {
      this.#spinning ??= setTimeout(() => (this.#spin.hidden = false), SPIN_AFTER_MS);
    }
  }

  #paintControls(facts: PlaybackState): void {
    const {picture} = this;
    if (this.#wish!.controls && !this.#controls) {
      this.#controls = new Controls({
        place: this.#stage,
        locale: () => this.#host.locale(),
        toggle: () => (picture.state.paused ? picture.play() : picture.pause()),
        mute: () => (picture.muted || !picture.volume ? this.#sound() : picture.mute(true)),
        setVolume: (volume) => picture.setVolume(volume),
        fullScreen: mayFillScreen() ? () => toggleFullScreen(this.#stage, this.#video) : undefined,
        inset: document.pictureInPictureEnabled ? () => void this.#inset() : undefined,
        signal: this.#end.signal,
      });
    }
    if (!this.#controls) return;
    if (!this.#wish!.controls) this.#controls.node.remove();
    else if (!this.#controls.node.isConnected) this.#host.box.append(this.#controls.node);
    this.#controls.update({...facts, muted: picture.muted, volume: picture.volume, full: fillsScreen(this.#stage)});
  }

  #sound(): void {
    if (!this.picture.volume) this.picture.setVolume(1);
    this.picture.mute(false);
  }

  get #video(): HTMLVideoElement | null {
    const {screen} = this.picture.state;
    return (screen ? this.#screen : this.#camera).querySelector('video');
  }

  async #inset(): Promise<void> {
    try {
      if (document.pictureInPictureElement) await document.exitPictureInPicture();
      else await this.#video?.requestPictureInPicture();
    } catch {
      // The browser refused picture in picture: nothing changes.
    }
  }

  #tell(playing: boolean, {paused, blocked}: PlaybackState): void {
    const was = this.#was;
    this.#was = {playing: playing || (was.playing && !paused), paused, blocked};
    if (playing && !was.playing) this.#host.tell('live-play');
    if (paused && !was.paused) this.#host.tell('live-pause');
    if (blocked && !was.blocked) this.#host.tell('live-autoplay-blocked');
  }
}
