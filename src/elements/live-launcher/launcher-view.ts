import {isRightToLeft, launcherTerms, type LauncherLanguage} from '../../locales/launcher-terms.js';
import {translated} from '../../protocol/translated.js';
import {createButton, createElement, createPicture} from '../base/dom.js';
import type {LauncherRoom} from './launcher-room.js';
import {launcherStyles} from './live-launcher.styles.js';
import {remainingTime} from './remaining-time.js';

const SVG = 'http://www.w3.org/2000/svg';

export interface LauncherLook {
  readonly language: LauncherLanguage;
  readonly variant: 'bubble' | 'card';
  /** `bottom-right` and so on, as class names. */
  readonly corner: string;
  /** Distances from the edges of the window, px: vertical, horizontal. */
  readonly offset: readonly number[];
  /** True if the page states the direction itself. */
  readonly hasDirection: boolean;
}

/** Identifies the picture. */
const pictureOf = ({poster, trailerUrl, host}: LauncherRoom, moving: boolean) =>
  `${moving ? trailerUrl : ''} ${poster ?? host.avatar}`;

/** The nodes of a launcher. Plain DOM: Lit alone is more than half of the script's 10 KiB. */
export class LauncherView {
  readonly node = createElement('div', '');
  readonly #slot = document.createElement('slot');
  readonly #card = createElement('button', 'card', 'card');
  readonly #picture = createElement('span', 'picture', 'poster');
  readonly #badge = createElement('span', 'badge', 'badge');
  readonly #count = createElement('span', 'count', 'count');
  readonly #countdown = createElement('span', 'countdown', 'countdown');
  readonly #title = document.createElement('span');
  readonly #titleBox = createElement('span', '');
  readonly #close: HTMLButtonElement;
  #shownPicture: string | undefined;

  constructor(onLaunch: () => void, onClose: () => void) {
    this.#card.type = 'button';
    this.#card.addEventListener('click', onLaunch);
    this.#close = createButton('close', onClose);
    this.#close.part.add('close');
    this.#close.append(svg('M5 5l14 14M19 5L5 19'));
    this.#slot.name = 'poster';
    const labels = createElement('span', 'labels');
    labels.append(this.#badge, this.#count, this.#countdown);
    this.#picture.append(this.#slot);
    this.#titleBox.append(this.#title);
    // With spaces, so that the button's name has words.
    this.#card.append(this.#picture, labels, ' ', this.#titleBox);
    this.node.append(this.#card, this.#close);
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
    const [vertical = 16, horizontal = vertical] = offset;
    node.style.setProperty('--_offset-y', `${vertical}px`);
    node.style.setProperty('--_offset-x', `${horizontal}px`);
    this.#badge.textContent = isLive ? text.live : isUpcoming ? (secondsLeft ? text.startsIn : text.soon) : text.ended;
    drawCount(this.#count, (isLive && room.viewersNow) || 0, language);
    this.drawCountdown(isUpcoming ? secondsLeft : 0, language);
    this.#title.textContent = translated(room, 'title', language);
    this.#titleBox.className = variant === 'card' ? 'title' : 'visually-hidden';
    this.#close.setAttribute('aria-label', text.close);
    this.#drawPicture(room, moving);
  }

  /** Redrawn every second, apart from the rest. */
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
  #drawPicture(room: LauncherRoom, moving: boolean): void {
    const wanted = pictureOf(room, moving);
    if (wanted === this.#shownPicture) return;
    this.#shownPicture = wanted;
    const address = room.poster ?? room.host.avatar;
    const still = address ? createPicture(address, 'still', '', playIcon) : playIcon();
    this.#slot.replaceChildren(moving && room.trailerUrl ? trailer(room.trailerUrl, still) : still);
  }
}

export function drawIn(root: ShadowRoot, node: HTMLElement): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(launcherStyles);
  root.adoptedStyleSheets = [sheet];
  node.hidden = true;
  root.append(node);
}

function drawCount(node: HTMLElement, viewers: number, language: LauncherLanguage): void {
  node.hidden = !viewers;
  const label = createElement('span', 'visually-hidden');
  label.textContent = `${launcherTerms(language).watching} `;
  // The browser's number formats take 10 ms to load, which a small number does not need.
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

function playIcon(): SVGElement {
  const icon = svg('M7 4.5v15l13-7.5z');
  icon.classList.add('play');
  return icon;
}

function svg(data: string): SVGElement {
  const icon = document.createElementNS(SVG, 'svg');
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', data);
  icon.append(path);
  return icon;
}
