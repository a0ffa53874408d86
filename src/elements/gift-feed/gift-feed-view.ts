import {createElement} from '../base/dom.js';
import {BannerNode} from './banner-node.js';
import {Banners, type ShownGift, type Turn} from './banners.js';
import {Effects, type EffectPlayers} from './effects.js';
import {adoptStyles} from '../base/adopt-styles.js';
import {showStyles} from './gift-feed-view.styles.js';
import {Summary} from './summary.js';

/** Terms of the element's locale. */
export interface ShowWords {
  /** Text below the giver's name that names the gift. */
  sent(name: string): string;
  /** Sentence about one giver's gifts. */
  gave(nick: string, count: number, name: string): string;
  /** Sentence with the number of gifts of several viewers. */
  gifts(count: number): string;
}

/** The parts of the element that `GiftShow` uses. */
export interface ShowHost {
  readonly root: ShadowRoot;
  /** Contains the banners and the effects; hidden from screen readers. */
  readonly stage: HTMLElement;
  readonly words: ShowWords;
  readonly players: EffectPlayers;
  refused(effect: string, reason: unknown): void;
  /** Maximum number of banners at once. */
  max(): number;
  /** True if effects are played. */
  effects(): boolean;
  /** Announces a sentence to screen readers. */
  say(sentence: string): void;
  /** Reports an order that is shown from now on. */
  shown(gift: ShownGift): void;
  /** Reports if an effect fills the stage. */
  playing(on: boolean): void;
}

/**
 * Shows gifts: banners, effects and announcements. It is loaded when the first gift arrives; this chunk shares no code with the
 * script that loads it.
 */
export class GiftShow {
  readonly #host: ShowHost;
  readonly #banners = new Banners();
  readonly #effects: Effects;
  readonly #summary: Summary;
  readonly #nodes = new Map<unknown, BannerNode>();
  readonly #list = createElement('div', 'banners');
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ShowHost) {
    this.#host = host;
    this.#effects = new Effects(host);
    this.#summary = new Summary(host);
    host.stage.append(this.#list);
    adoptStyles(host.root, showStyles);
  }

  take(gift: ShownGift): void {
    this.#banners.take(gift, performance.now());
    this.#summary.heard(gift);
    if (gift.effect) this.#effects.offer(gift);
    this.#turn();
  }

  /** Ends all timers and animations, and drops waiting gifts. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#effects.stop();
    this.#summary.stop();
    this.#banners.clear();
    for (const node of this.#nodes.values()) node.remove();
    this.#nodes.clear();
  }

  readonly #turn = () => {
    clearTimeout(this.#timer);
    const now = performance.now();
    this.#paint(this.#banners.turn(now, this.#host.max()));
    const {dueAt} = this.#banners;
    if (dueAt !== undefined) this.#timer = setTimeout(this.#turn, Math.max(16, dueAt - now));
  };

  #paint({entered, risen, left, seen}: Turn): void {
    for (const banner of left) {
      this.#nodes.get(banner)?.leave();
      this.#nodes.delete(banner);
    }
    for (const banner of entered) {
      const node = new BannerNode(this.#list, banner, this.#host.words.sent(banner.gift.name));
      this.#nodes.set(banner, node);
    }
    for (const banner of risen) this.#nodes.get(banner)!.rise(banner);
    for (const gift of seen) this.#host.shown(gift);
  }
}
