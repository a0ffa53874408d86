import {render} from 'lit';
import {iconTemplate} from '../icons/icon-template.js';
import {createElement} from '../base/dom.js';

/** Two presses within this time and distance are a double tap, ms and px. */
const WITHIN_MS = 300;
const WITHIN_PX = 40;

export interface DoubleTapOptions {
  readonly signal: AbortSignal;
  /** True if a press with this event path is on the picture. */
  readonly isPicture: (path: readonly EventTarget[]) => boolean;
  /** Returns true if a heart is to be drawn. */
  readonly onDoubleTap: () => boolean;
}

/** Recognises a double tap by touch, pen or mouse. Safari on iPhone fires no `dblclick`. */
export class DoubleTap {
  readonly #stage: HTMLElement;
  readonly #options: DoubleTapOptions;
  #last: {readonly x: number; readonly y: number; readonly time: number} | undefined;

  constructor(stage: HTMLElement, options: DoubleTapOptions) {
    this.#stage = stage;
    this.#options = options;
    stage.addEventListener('click', (event) => this.#handleClick(event), {signal: options.signal});
  }

  #handleClick(event: MouseEvent): void {
    const {clientX: x, clientY: y, timeStamp: time} = event;
    const last = this.#last;
    this.#last = undefined;
    if (!this.#options.isPicture(event.composedPath())) return;
    const isNear = last && time - last.time <= WITHIN_MS && Math.hypot(x - last.x, y - last.y) <= WITHIN_PX;
    if (!isNear) this.#last = {x, y, time};
    else if (this.#options.onDoubleTap()) this.#drawHeart(x, y);
  }

  #drawHeart(x: number, y: number): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const heart = createElement('div', 'tapped-heart');
    render(iconTemplate('heart'), heart);
    const {left, top} = this.#stage.getBoundingClientRect();
    Object.assign(heart.style, {left: `${x - left}px`, top: `${y - top}px`});
    this.#stage.append(heart);
    const at = (scale: number, rise: number) => `translate(-50%, calc(-50% - ${rise}em)) scale(${scale})`;
    const frames = [
      {transform: at(0.4, 0), opacity: 0},
      {transform: at(1.2, 0), opacity: 1, offset: 0.25},
      {transform: at(1, 0), opacity: 1, offset: 0.6},
      {transform: at(0.9, 3), opacity: 0},
    ];
    heart.animate(frames, {duration: 800, easing: 'ease-out'}).onfinish = () => heart.remove();
  }
}
