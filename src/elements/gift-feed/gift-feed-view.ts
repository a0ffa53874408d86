import {translated} from '../../protocol/translated.js';
import {createElement} from '../base/dom.js';
import {BannerNode} from './banner-node.js';
import {BannerQueue, type ShownGift, type BannerChanges} from './banner-queue.js';
import {EffectQueue, type EffectQueueOptions} from './effect-queue.js';
import {adoptStyles} from '../base/adopt-styles.js';
import {LiveEvent} from '../base/events.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {viewStyles} from './gift-feed-view.styles.js';
import {GiftAnnouncer} from './gift-announcer.js';

export interface GiftFeedViewOptions extends Omit<EffectQueueOptions, 'stage'> {
  /** The element, which has rendered its stage and its live region. */
  readonly host: HTMLElement & {readonly renderRoot: HTMLElement | DocumentFragment};
  readonly localize: LocalizeController;
  /** Maximum number of banners at once. */
  readonly max: () => number;
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

  constructor(options: GiftFeedViewOptions) {
    this.#options = options;
    const root = options.host.renderRoot as ShadowRoot;
    const stage = root.querySelector<HTMLElement>('.stage')!;
    this.#effectQueue = new EffectQueue({...options, stage});
    this.#announcer = new GiftAnnouncer(root.querySelector('[aria-live]')!, options.localize);
    stage.append(this.#list);
    adoptStyles(root, viewStyles);
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
    const {host, localize} = this.#options;
    for (const banner of added) {
      const node = new BannerNode(
        this.#list,
        banner,
        localize.term('sentGift', translated(banner.gift, 'name', localize.lang)),
      );
      this.#nodes.set(banner, node);
    }
    for (const banner of updated) this.#nodes.get(banner)!.update(banner);
    for (const {orderId, giftId, giver, count, comboTotal} of shownGifts) {
      const detail = {orderId, giftId, giver, count, ...(comboTotal && {comboTotal})};
      host.dispatchEvent(new LiveEvent('live-gift-show', detail));
    }
  }
}
