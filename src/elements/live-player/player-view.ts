import {render} from 'lit';
import type {LiveErrorCode} from '../../protocol/errors.js';
import type {RoomStatus} from '../../protocol/messages.js';
import type {MediaLoaders} from '../../session/connection/load-drivers.js';
import {Playback, type PlaybackState, type PlaybackInputs} from '../../session/playback/playback.js';
import {hasWebRtc} from '../../session/connection/browser-support.js';
import {createElement} from '../base/dom.js';
import {errorText} from '../base/error-text.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {Controls} from './controls.js';
import {isFullScreen, supportsFullScreen, fullScreenTarget, toggleFullScreen} from './full-screen.js';
import {FitObserver} from './fit-observer.js';
import type {VideoBackdrop} from './video-backdrop.js';
import {icon} from '../icons/icon.js';
import {lazy} from '../../session/lazy.js';
import type {LiveSession} from '../../session/live-session.js';

export {styles} from './player-view.styles.js';

const loadBackdrop = lazy(() => import('./video-backdrop.js'));
const loadRoomWindow = lazy(async () => {
  const roomWindow = await import('../room-window/room-window.js');
  await roomWindow.loadWordSearch();
  return roomWindow;
});

/** Delay of the spinner, ms. A video that starts earlier shows no spinner. */
const SPINNER_DELAY_MS = 400;
/** Time that the message about the fallback stream is shown, ms. */
const FALLBACK_MESSAGE_MS = 4_000;

export interface PlayerViewOptions {
  readonly element: HTMLElement;
  /** The element into which the view draws. */
  readonly box: HTMLElement;
  /** Element shown until the first frame. */
  readonly poster: HTMLElement;
  readonly load: MediaLoaders;
  readonly muted: boolean;
  readonly localize: LocalizeController;
  /** The room's session. Undefined outside a room. */
  session(): LiveSession | undefined;
  toggleState(name: string, on: boolean): void;
  fire(type: 'live-play' | 'live-pause' | 'live-autoplay-blocked'): void;
  onFailure(code: LiveErrorCode, message: string): void;
}

export interface PlayerInput extends PlaybackInputs {
  readonly roomStatus: RoomStatus | undefined;
  readonly controls: boolean;
  readonly fit: 'auto' | 'contain' | 'cover';
}

/** Draws the video with its spinner, message, play button and controls. It uses DOM calls, because the SDK adds its own nodes. */
export class PlayerView {
  readonly playback: Playback;
  readonly #options: PlayerViewOptions;
  readonly #lifetime = new AbortController();
  readonly #camera = createElement('div', 'source camera');
  readonly #screen = createElement('div', 'source screen');
  readonly #spinner = createElement('div', 'spinner');
  readonly #message = createElement('p', 'message');
  readonly #playButton = createElement('button', 'play', 'play');
  readonly #stage: HTMLElement;
  readonly #fit: FitObserver;
  #backdrop: VideoBackdrop | undefined;
  #controls: Controls | undefined;
  #input: PlayerInput | undefined;
  #spinnerTimer: ReturnType<typeof setTimeout> | undefined;
  #fallbackTimer: ReturnType<typeof setTimeout> | undefined;
  #fallbackShown = false;
  #previous: {readonly playing: boolean; readonly paused: boolean; readonly blocked: string} = {
    playing: false,
    paused: false,
    blocked: '',
  };

  constructor(host: PlayerViewOptions) {
    const {signal} = this.#lifetime;
    this.#options = host;
    this.#stage = fullScreenTarget(host.element);
    this.#playButton.type = 'button';
    this.#playButton.hidden = true;
    this.#playButton.addEventListener('click', () => this.#playWithSound(), {signal});
    this.#spinner.hidden = true;
    this.#message.setAttribute('role', 'status');
    host.box.replaceChildren(this.#screen, this.#camera, this.#spinner, this.#message, this.#playButton);
    this.playback = new Playback(
      {
        camera: this.#camera,
        screen: this.#screen,
        load: host.load,
        webRtc: hasWebRtc(),
        rtcAccess: (options) => host.session()!.rtcAccess(options),
        onChange: () => this.#render(),
        onFailure: (code, message) => host.onFailure(code, message),
      },
      host.muted,
    );
    document.addEventListener('fullscreenchange', () => this.#render(), {signal});
    this.#fit = new FitObserver(host.box, this.#camera, () => this.#render(), signal);
    // The SDK creates and removes video elements itself.
    const videos = new MutationObserver(() => {
      for (const video of host.box.querySelectorAll('video')) video.setAttribute('part', 'video');
    });
    videos.observe(host.box, {childList: true, subtree: true});
    signal.addEventListener('abort', () => videos.disconnect(), {once: true});
  }

  update(input: PlayerInput): void {
    this.#input = input;
    this.playback.update(input);
    this.#render();
  }

  stop(): void {
    this.playback.stop();
    this.#lifetime.abort();
    clearTimeout(this.#spinnerTimer);
    clearTimeout(this.#fallbackTimer);
    this.#options.box.replaceChildren();
  }

  #playWithSound(): void {
    if (this.playback.muted) this.playback.mute(false);
    this.playback.play();
  }

  #render(): void {
    if (!this.#input || this.#lifetime.signal.aborted) return;
    const {state} = this.playback;
    const host = this.#options;
    const {locale} = host.localize;
    const {camera, screen, sound, waiting, blocked, paused, fallback} = state;
    const hasMedia = camera || screen || sound;
    const playing = hasMedia && !paused && !waiting && blocked !== 'all';
    host.toggleState('playing', playing);
    host.toggleState('waiting', waiting && !paused);
    host.toggleState('blocked', !!blocked);
    host.toggleState('off-air', !hasMedia && !waiting && !paused);
    host.toggleState('has-video', camera || screen);
    host.box.classList.toggle('screen-shared', screen);
    const covered = screen || this.#fit.covers(this.#input.fit);
    host.box.classList.toggle('covered', covered);
    this.#updateBackdrop(playing && camera && !covered && this.#input.fit === 'auto');
    host.box.classList.toggle('has-video', camera || screen);
    host.poster.classList.toggle('hidden', camera || screen);
    this.#showSpinner(waiting && !paused && !blocked);
    const buttonText = blocked === 'sound' ? locale.tapForSound : blocked ? locale.play : '';
    this.#playButton.hidden = !buttonText;
    render([icon(blocked === 'sound' ? 'silence' : 'play'), buttonText], this.#playButton);
    if (fallback && playing && !this.#fallbackShown) this.#showFallbackMessage();
    const message = this.#fallbackTimer ? locale.backupStream : this.#messageFor(state);
    if (this.#message.textContent !== message) this.#message.textContent = message;
    this.#updateControls(state);
    this.#fireEvents(playing, state);
  }

  #messageFor({camera, screen, sound, waiting, paused, failure}: PlaybackState): string {
    const {locale} = this.#options.localize;
    const {src, status, roomStatus} = this.#input!;
    if (waiting || paused || camera || screen) return '';
    if (failure) return errorText(locale, failure);
    if (sound) return locale.soundOnly;
    if (src || (status !== 'joined' && status !== 'reconnecting')) return '';
    if (roomStatus === 'ended') return locale.showEnded;
    if (roomStatus === 'upcoming') return locale.notStarted;
    return roomStatus === 'paused' ? locale.hostPaused : locale.hostAway;
  }

  /** A video that leaves much of its box free has a blurred copy behind it. */
  #updateBackdrop(needed: boolean): void {
    const video = this.#camera.querySelector('video');
    if (!needed || !video?.videoWidth) return this.#backdrop?.stop();
    if (this.#backdrop) return this.#backdrop.start(video);
    const load = async () => {
      const {VideoBackdrop} = await loadBackdrop();
      if (this.#backdrop || this.#lifetime.signal.aborted) return;
      this.#backdrop = new VideoBackdrop(this.#options.box, this.#lifetime.signal);
      this.#render();
    };
    load().catch(() => undefined); // The space around the video stays dark. The next change loads the script again.
  }

  #showFallbackMessage(): void {
    this.#fallbackShown = true;
    this.#fallbackTimer = setTimeout(() => {
      this.#fallbackTimer = undefined;
      this.#render();
    }, FALLBACK_MESSAGE_MS);
  }

  #showSpinner(waiting: boolean): void {
    if (!waiting) {
      clearTimeout(this.#spinnerTimer);
      this.#spinnerTimer = undefined;
      this.#spinner.hidden = true;
    } else {
      this.#spinnerTimer ??= setTimeout(() => (this.#spinner.hidden = false), SPINNER_DELAY_MS);
    }
  }

  #updateControls(state: PlaybackState): void {
    const {playback} = this;
    if (this.#input!.controls && !this.#controls) {
      this.#controls = new Controls({
        area: this.#stage,
        localize: this.#options.localize,
        toggle: () => (playback.state.paused ? playback.play() : playback.pause()),
        mute: () => (playback.muted || !playback.volume ? this.#unmute() : playback.mute(true)),
        setVolume: (volume) => playback.setVolume(volume),
        fullScreen: supportsFullScreen() ? () => toggleFullScreen(this.#stage, this.#video) : undefined,
        pictureInPicture: supportsPictureInPicture() ? () => void this.togglePictureInPicture() : undefined,
        signal: this.#lifetime.signal,
      });
    }
    if (!this.#controls) return;
    if (!this.#input!.controls) this.#controls.node.remove();
    else if (!this.#controls.node.isConnected) this.#options.box.append(this.#controls.node);
    this.#controls.update({...state, muted: playback.muted, volume: playback.volume, full: isFullScreen(this.#stage)});
  }

  #unmute(): void {
    if (!this.playback.volume) this.playback.setVolume(1);
    this.playback.mute(false);
  }

  get #video(): HTMLVideoElement | null {
    const {screen} = this.playback.state;
    return (screen ? this.#screen : this.#camera).querySelector('video');
  }

  /**
   * Opens or closes a window over other programs: the room's, or the video's own if the browser has no window for the
   * room.
   */
  async togglePictureInPicture(): Promise<void> {
    try {
      if (document.pictureInPictureElement) await document.exitPictureInPicture();
      else if (!(await this.#toggleRoomWindow())) await this.#video?.requestPictureInPicture();
    } catch {
      // The browser refused picture in picture: nothing changes.
    }
  }

  async #toggleRoomWindow(): Promise<boolean> {
    const {element: player, localize, session: find} = this.#options;
    const session = find();
    if (!session || !('documentPictureInPicture' in window)) return false;
    const {toggleRoomWindow} = await loadRoomWindow();
    return toggleRoomWindow({player, session, localize, signal: this.#lifetime.signal});
  }

  #fireEvents(playing: boolean, {paused, blocked}: PlaybackState): void {
    const previous = this.#previous;
    this.#previous = {playing: playing || (previous.playing && !paused), paused, blocked};
    if (playing && !previous.playing) this.#options.fire('live-play');
    if (paused && !previous.paused) this.#options.fire('live-pause');
    if (blocked && !previous.blocked) this.#options.fire('live-autoplay-blocked');
  }
}

function supportsPictureInPicture(): boolean {
  const {pictureInPictureEnabled} = document;
  return pictureInPictureEnabled || 'documentPictureInPicture' in window;
}
