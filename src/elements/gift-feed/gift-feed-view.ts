import {createElement} from '../base/dom.js';
import {BannerNode} from './banner-node.js';
import {BannerQueue, type ShownGift, type BannerChanges} from './banner-queue.js';
import {EffectQueue, type EffectPlayers} from './effect-queue.js';
import {adoptStyles} from '../base/adopt-styles.js';
import {viewStyles} from './gift-feed-view.styles.js';
import {GiftAnnouncer} from './gift-announcer.js';

/** Terms of the element's locale. */
export interface GiftFeedTerms {
  /** Text below the giver's name that names the gift. */
  sent(name: string): string;
  /** Sentence about one giver's gifts. */
  gave(nick: string, count: number, name: string): string;
  /** Sentence with the number of gifts of several viewers. */
  gifts(count: number): string;
}

/** The parts of the element that `GiftFeedView` uses. */
export interface GiftFeedViewOptions {
  readonly root: ShadowRoot;
  /** Contains the banners and the effects; hidden from screen readers. */
  readonly stage: HTMLElement;
  readonly terms: GiftFeedTerms;
  readonly players: EffectPlayers;
  handleEffectError(effect: string, reason: unknown): void;
  /** Maximum number of banners at once. */
  max(): number;
  /** True if effects are played. */
  effectsEnabled(): boolean;
  /** Announces a sentence to screen readers. */
  announce(sentence: string): void;
  /** Reports an order that is shown from now on. */
  onShown(gift: ShownGift): void;
  /** Called with true while an effect fills the stage. */
  setPlaying(on: boolean): void;
}

/**
 * Shows gifts: banners, effects and announcements. It is loaded when the first gift arrives.
 */
export class GiftFeedView {
  readonly #options: GiftFeedViewOptions;
  readonly #banners = new BannerQueue();
  readonly #effectQueue: EffectQueue;
  readonly #announcer: GiftAnnouncer;
  readonly #nodes = new Map<unknown, BannerNode>();
  /** Each banner adds and removes its own node. */
  readonly #list = createElement('div', 'banners');
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: GiftFeedViewOptions) {
    this.#options = host;
    this.#effectQueue = new EffectQueue(host);
    this.#announcer = new GiftAnnouncer(host);
    host.stage.append(this.#list);
    adoptStyles(host.root, viewStyles);
  }

  add(gift: ShownGift): void {
    this.#banners.add(gift, performance.now());
    this.#announcer.add(gift);
    if (gift.effect) this.#effectQueue.add(gift);
    this.#advance();
  }

  /** Ends all timers and animations, and drops waiting gifts. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#effectQueue.stop();
    this.#announcer.stop();
    this.#banners.clear();
    for (const node of this.#nodes.values()) node.remove();
    this.#nodes.clear();
  }

  readonly #advance = () => {
    clearTimeout(this.#timer);
    const now = performance.now();
    this.#render(this.#banners.advance(now, this.#options.max()));
    const {nextChangeAt} = this.#banners;
    if (nextChangeAt !== undefined) this.#timer = setTimeout(this.#advance, Math.max(16, nextChangeAt - now));
  };

  #render({added, updated, removed, shownGifts}: BannerChanges): void {
    for (const banner of removed) {
      this.#nodes.get(banner)?.slideOut();
      this.#nodes.delete(banner);
    }
    for (const banner of added) {
      const node = new BannerNode(this.#list, banner, this.#options.terms.sent(banner.gift.name));
      this.#nodes.set(banner, node);
    }
    for (const banner of updated) this.#nodes.get(banner)!.update(banner);
    for (const gift of shownGifts) this.#options.onShown(gift);
  }
}
