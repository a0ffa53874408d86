import {isRightToLeft, launcherTerms, type LauncherLanguage} from '../../locales/launcher-terms.js';
import {translated} from '../../protocol/translated.js';
import {createButton, createElement, createPicture} from '../base/dom.js';
import type {LauncherRoom} from './launcher-room.js';
import {launcherStyles} from './live-launcher.styles.js';
import {remainingTime} from './remaining-time.js';

export interface LauncherLook {
  readonly language: LauncherLanguage;
  readonly variant: 'bubble' | 'card';
  /** The corner as a class name, for example `bottom-right`. */
  readonly corner: string;
  /** Distances from the edges of the window, px: vertical, horizontal. Empty if the page does not set them. */
  readonly offset: readonly number[];
  /** True if the page sets the direction. */
  readonly hasDirection: boolean;
}

export interface LauncherHandlers {
  readonly onLaunch: () => void;
  readonly onClose: () => void;
  /** A pointer, a finger or the focus comes near. */
  readonly onApproach: () => void;
}

/**
 * The nodes of a launcher, few and of few kinds: the first node of each kind costs a slow phone a millisecond. Plain DOM: Lit alone is
 * more than half of the script's 10 KiB.
 */
export class LauncherView {
  readonly node = createElement('div', '');
  readonly #slot = document.createElement('slot');
  readonly #card: HTMLButtonElement;
  readonly #badge = createElement('span', 'badge', 'badge');
  readonly #count = createElement('span', 'count', 'count');
  readonly #countdown = createElement('span', 'countdown', 'countdown');
  readonly #title = document.createElement('span');
  readonly #titleBox = createElement('span', '');
  readonly #close: HTMLButtonElement;
  #shownPicture: string | undefined;

  constructor(root: ShadowRoot, {onLaunch, onClose, onApproach}: LauncherHandlers) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(launcherStyles);
    root.adoptedStyleSheets = [sheet];
    this.#card = createButton('card', onLaunch);
    this.#card.part.add('card');
    this.#close = createButton('close', onClose);
    this.#close.part.add('close');
    this.#slot.name = 'poster';
    const picture = createElement('span', 'picture', 'poster');
    picture.append(this.#slot);
    const labels = createElement('span', 'labels');
    labels.append(this.#badge, this.#count, this.#countdown);
    this.#titleBox.append(this.#title);
    // With spaces, so that the button's name has words.
    this.#card.append(picture, labels, ' ', this.#titleBox);
    this.node.append(this.#card, this.#close);
    for (const type of ['pointerenter', 'touchstart', 'focusin'])
      this.node.addEventListener(type, onApproach, {passive: true});
    root.append(this.node);
  }

  set busy(busy: boolean) {
    this.#card.setAttribute('aria-busy', `${busy}`);
  }

  /** @param secondsLeft Whole seconds until the show begins. */
  draw(room: LauncherRoom, look: LauncherLook, secondsLeft: number, moving: boolean): void {
    const {language, variant, corner, offset, hasDirection} = look;
    const text = launcherTerms(language);
    const isLive = room.status === 'live' || room.status === 'paused';
    const isUpcoming = room.status === 'upcoming';
    const {node} = this;
    node.className = `frame ${variant === 'card' ? 'card-shape' : 'bubble'} ${corner.replace('-', ' ')}${isLive ? ' live' : ''}`;
    node.lang = language;
    node.dir = hasDirection ? '' : isRightToLeft(language) ? 'rtl' : 'ltr';
    const [vertical, horizontal = vertical] = offset;
    // Without an offset, a node that has no style yet gets none.
    if (vertical !== undefined || node.hasAttribute('style'))
      node.style.cssText = vertical === undefined ? '' : `--_offset-y: ${vertical}px; --_offset-x: ${horizontal!}px`;
    this.#badge.textContent = isLive ? text.live : isUpcoming ? (secondsLeft ? text.startsIn : text.soon) : text.ended;
    drawCount(this.#count, isLive ? room.viewersNow : 0, language);
    this.drawCountdown(isUpcoming ? secondsLeft : 0, language);
    this.#title.textContent = translated(room, 'title', language);
    this.#titleBox.className = variant === 'card' ? 'title' : 'visually-hidden';
    this.#close.setAttribute('aria-label', text.close);
    this.#drawPicture(room, moving);
  }

  /** Draws the part that changes every second. */
  drawCountdown(secondsLeft: number, language: LauncherLanguage): void {
    this.#countdown.hidden = !secondsLeft;
    this.#countdown.textContent = secondsLeft ? remainingTime(secondsLeft, launcherTerms(language).days) : '';
  }

  /** Stops the trailer. */
  stop(): void {
    this.#shownPicture = undefined;
    this.#slot.replaceChildren();
  }

  /** Each new picture is a request, so an unchanged one stays. */
  #drawPicture({picture, trailerUrl}: LauncherRoom, moving: boolean): void {
    const film = moving ? trailerUrl : undefined;
    const wanted = `${film} ${picture}`;
    if (wanted === this.#shownPicture) return;
    this.#shownPicture = wanted;
    const still = picture ? createPicture(picture, 'still', '', playIcon) : playIcon();
    this.#slot.replaceChildren(film ? trailer(film, still) : still);
  }
}

function drawCount(node: HTMLElement, viewers: number, language: LauncherLanguage): void {
  node.hidden = !viewers;
  if (!viewers) return node.replaceChildren();
  const label = createElement('span', 'visually-hidden');
  label.textContent = `${launcherTerms(language).watching} `;
  // The browser's number formats take 10 ms to load. A small number does not need them.
  const number = viewers < 1_000 ? `${viewers}` : new Intl.NumberFormat(language, COMPACT).format(viewers);
  node.replaceChildren(' ', label, number);
}

const COMPACT = {notation: 'compact', maximumFractionDigits: 1} as const;

/** A silent video, replaced by the still picture if it fails. */
function trailer(url: string, still: Element): HTMLVideoElement {
  const video = document.createElement('video');
  Object.assign(video, {muted: true, loop: true, autoplay: true, playsInline: true, src: url});
  video.setAttribute('aria-hidden', 'true');
  video.addEventListener('error', () => video.replaceWith(still), {once: true});
  return video;
}

const playIcon = (): HTMLElement => createElement('span', 'play');
