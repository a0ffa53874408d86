import type {Locale} from '../../locales/locale.js';
import type {PlaybackState} from '../../session/playback/playback.js';
import {createElement} from '../base/dom.js';
import {createIcon, type IconName} from '../icons/icon.js';

/** Time without touch, pointer or focus until the controls hide, ms. */
const HIDE_AFTER_MS = 3_000;

export interface ControlsOptions {
  /** A touch or pointer movement on this element shows the controls again. */
  readonly area: HTMLElement;
  readonly locale: () => Locale;
  readonly toggle: () => void;
  readonly mute: () => void;
  readonly setVolume: (volume: number) => void;
  /** Undefined if the browser has no full screen. */
  readonly fullScreen: (() => void) | undefined;
  readonly pictureInPicture: (() => void) | undefined;
  readonly signal: AbortSignal;
}

export interface ControlsState extends Pick<PlaybackState, 'paused' | 'camera' | 'screen' | 'sound'> {
  readonly muted: boolean;
  readonly volume: number;
  readonly full: boolean;
}

/** Buttons over the video. Tab reaches all of them, also while they are hidden. */
export class Controls {
  readonly node = createElement('div', 'controls', 'controls');
  readonly #options: ControlsOptions;
  readonly #play: HTMLButtonElement;
  readonly #mute: HTMLButtonElement;
  readonly #volume = createElement('input', 'volume');
  readonly #fullScreen: HTMLButtonElement;
  readonly #pictureInPicture: HTMLButtonElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ControlsOptions) {
    const {area, toggle, mute, setVolume, fullScreen, pictureInPicture, signal} = options;
    this.#options = options;
    const button = (action: (() => void) | undefined) => {
      const node = createElement('button', 'control');
      node.type = 'button';
      node.hidden = !action;
      if (action) node.addEventListener('click', action, {signal});
      return node;
    };
    this.#play = button(toggle);
    this.#mute = button(mute);
    this.#fullScreen = button(fullScreen);
    this.#pictureInPicture = button(pictureInPicture);
    Object.assign(this.#volume, {type: 'range', min: '0', max: '100', step: '5'});
    this.#volume.addEventListener('input', () => setVolume(Number(this.#volume.value) / 100), {signal});
    this.node.setAttribute('role', 'group');
    this.node.append(this.#play, this.#mute, this.#volume, this.#pictureInPicture, this.#fullScreen);
    for (const type of ['pointermove', 'pointerdown', 'focusin'])
      area.addEventListener(type, () => this.#show(), {signal, passive: true});
    this.node.addEventListener('focusin', () => this.#show(), {signal});
    signal.addEventListener('abort', () => clearTimeout(this.#timer), {once: true});
    this.#show();
  }

  update({paused, camera, screen, sound, muted, volume, full}: ControlsState): void {
    const locale = this.#options.locale();
    this.node.setAttribute('aria-label', locale.liveVideo);
    updateButton(this.#play, paused ? 'play' : 'pause', paused ? locale.play : locale.pause);
    updateButton(this.#mute, muted ? 'silence' : 'sound', muted ? locale.unmute : locale.mute);
    updateButton(
      this.#fullScreen,
      full ? 'exitFullscreen' : 'enterFullscreen',
      full ? locale.exitFullScreen : locale.fullScreen,
    );
    updateButton(this.#pictureInPicture, 'pictureInPicture', locale.pictureInPicture);
    this.#volume.setAttribute('aria-label', locale.volume);
    this.#volume.value = String(muted ? 0 : Math.round(volume * 100));
    this.#mute.disabled = this.#volume.disabled = !sound && !paused;
    this.#pictureInPicture.disabled = !camera && !screen;
  }

  #show(): void {
    clearTimeout(this.#timer);
    this.node.classList.remove('hidden');
    this.#timer = setTimeout(() => {
      if (this.node.matches(':hover, :focus-within')) this.#show();
      else this.node.classList.add('hidden');
    }, HIDE_AFTER_MS);
  }
}

function updateButton(button: HTMLButtonElement, name: IconName, label: string): void {
  if (button.dataset.icon !== name) button.replaceChildren(createIcon(name));
  button.dataset.icon = name;
  button.setAttribute('aria-label', label);
  button.title = label;
}
