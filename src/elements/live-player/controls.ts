import {html, render, type TemplateResult} from 'lit';
import type {PlaybackState} from '../../session/playback/playback.js';
import {createElement} from '../base/dom.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {icon, type IconName} from '../icons/icon.js';

/** Time without touch, pointer movement or focus until the controls hide, ms. */
const HIDE_AFTER_MS = 3_000;

export interface ControlsOptions {
  /** A touch or pointer movement on this element shows the controls again. */
  readonly area: HTMLElement;
  readonly localize: LocalizeController;
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

/** Buttons over the video. The Tab key reaches all of them, also while they are hidden. */
export class Controls {
  /** Lit renders into it. */
  readonly node = createElement('div', 'controls', 'controls');
  readonly #options: ControlsOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ControlsOptions) {
    const {area, signal} = options;
    this.#options = options;
    this.node.setAttribute('role', 'group');
    for (const type of ['pointermove', 'pointerdown', 'focusin'])
      area.addEventListener(type, () => this.#show(), {signal, passive: true});
    this.node.addEventListener('focusin', () => this.#show(), {signal});
    signal.addEventListener('abort', () => clearTimeout(this.#timer), {once: true});
    this.#show();
  }

  update({paused, camera, screen, sound, muted, volume, full}: ControlsState): void {
    const {toggle, mute, setVolume, fullScreen, pictureInPicture} = this.#options;
    const {locale} = this.#options.localize;
    const isSilent = !sound && !paused;
    this.node.setAttribute('aria-label', locale.liveVideo);
    render(
      html`
        ${paused ? button('play', locale.play, toggle) : button('pause', locale.pause, toggle)}
        ${muted ? button('silence', locale.unmuteSound, mute, isSilent) : button('sound', locale.muteSound, mute, isSilent)}
        <input
          part="volume"
          class="volume"
          type="range"
          min="0"
          max="100"
          step="5"
          aria-label=${locale.volume}
          ?disabled=${isSilent}
          @input=${({target}: Event) => setVolume((target as HTMLInputElement).valueAsNumber / 100)}
        />
        ${button('pictureInPicture', locale.pictureInPicture, pictureInPicture, !camera && !screen)}
        ${
          full
            ? button('exitFullscreen', locale.exitFullScreen, fullScreen)
            : button('enterFullscreen', locale.fullScreen, fullScreen)
        }
      `,
      this.node,
    );
    // Set here and not in the template: the slider moves back if the browser does not accept the volume.
    this.node.querySelector('input')!.value = String(muted ? 0 : Math.round(volume * 100));
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

const PART_OF: {readonly [name in IconName]?: string} = {
  play: 'pause',
  pause: 'pause',
  sound: 'mute',
  silence: 'mute',
  pictureInPicture: 'picture-in-picture',
  enterFullscreen: 'fullscreen',
  exitFullscreen: 'fullscreen',
};

/** @param action Undefined if the browser does not support it; the button is then hidden. */
function button(name: IconName, label: string, action: (() => void) | undefined, disabled = false): TemplateResult {
  return html`<button
    part="control control-${PART_OF[name]}"
    class="control"
    type="button"
    title=${label}
    aria-label=${label}
    ?hidden=${!action}
    ?disabled=${disabled}
    @click=${action}
  >
    ${icon(name)}
  </button>`;
}
