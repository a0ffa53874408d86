import type {Locale} from '../../locales/locale.js';
import type {PlaybackState} from '../../session/playback/playback.js';
import {createElement} from '../base/dom.js';
import {createIcon, type IconName} from '../icons/icon.js';

/** Time without touch, pointer or focus until the controls hide. */
const GONE_AFTER_MS = 3_000;

export interface ControlsOptions {
  /** A touch or pointer movement on this element shows the controls again. */
  readonly place: HTMLElement;
  readonly locale: () => Locale;
  readonly toggle: () => void;
  readonly mute: () => void;
  readonly setVolume: (volume: number) => void;
  /** Undefined if the browser has no full screen. */
  readonly fullScreen: (() => void) | undefined;
  readonly inset: (() => void) | undefined;
  readonly signal: AbortSignal;
}

export interface ControlsFacts extends Pick<PlaybackState, 'paused' | 'camera' | 'screen' | 'sound'> {
  readonly muted: boolean;
  readonly volume: number;
  readonly full: boolean;
}

/** Buttons over the picture; Tab reaches all of them. */
export class Controls {
  readonly node = createElement('div', 'controls', 'controls');
  readonly #options: ControlsOptions;
  readonly #play: HTMLButtonElement;
  readonly #mute: HTMLButtonElement;
  readonly #volume = createElement('input', 'volume');
  readonly #full: HTMLButtonElement;
  readonly #inset: HTMLButtonElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ControlsOptions) {
    const {place, toggle, mute, setVolume, fullScreen, inset, signal} = options;
    this.#options = options;
    const button = (doing: (() => void) | undefined) => {
      const made = createElement('button', 'control');
      made.type = 'button';
      made.hidden = !doing;
      if (doing) made.addEventListener('click', doing, {signal});
      return made;
    };
    this.#play = button(toggle);
    this.#mute = button(mute);
    this.#full = button(fullScreen);
    this.#inset = button(inset);
    Object.assign(this.#volume, {type: 'range', min: '0', max: '100', step: '5'});
    this.#volume.addEventListener('input', () => setVolume(Number(this.#volume.value) / 100), {signal});
    this.node.setAttribute('role', 'group');
    this.node.append(this.#play, this.#mute, this.#volume, this.#inset, this.#full);
    for (const type of ['pointermove', 'pointerdown', 'focusin'])
      place.addEventListener(type, () => this.#show(), {signal, passive: true});
    this.node.addEventListener('focusin', () => this.#show(), {signal});
    signal.addEventListener('abort', () => clearTimeout(this.#timer), {once: true});
    this.#show();
  }

  update({paused, camera, screen, sound, muted, volume, full}: ControlsFacts): void {
    const locale = this.#options.locale();
    this.node.setAttribute('aria-label', locale.picture);
    paint(this.#play, paused ? 'play' : 'pause', paused ? locale.play : locale.pause);
    paint(this.#mute, muted ? 'silence' : 'sound', muted ? locale.unmute : locale.mute);
    paint(this.#full, full ? 'exitFullscreen' : 'enterFullscreen', full ? locale.fullScreenEnd : locale.fullScreen);
    paint(this.#inset, 'pictureInPicture', locale.inset);
    this.#volume.setAttribute('aria-label', locale.volume);
    this.#volume.value = String(muted ? 0 : Math.round(volume * 100));
    this.#mute.disabled = this.#volume.disabled = !sound && !paused;
    this.#inset.disabled = !camera && !screen;
  }

  #show(): void {
    clearTimeout(this.#timer);
    this.node.classList.remove('gone');
    this.#timer = setTimeout(() => {
      if (this.node.matches(':hover, :focus-within')) this.#show();
      else this.node.classList.add('gone');
    }, GONE_AFTER_MS);
  }
}

function paint(button: HTMLButtonElement, name: IconName, words: string): void {
  if (button.dataset.icon !== name) button.replaceChildren(createIcon(name));
  button.dataset.icon = name;
  button.setAttribute('aria-label', words);
  button.title = words;
}
