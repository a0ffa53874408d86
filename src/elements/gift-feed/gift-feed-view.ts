import {translated} from '../../protocol/translated.js';
import {createElement} from '../base/dom.js';
import {BannerNode} from './banner-node.js';
import {BannerQueue, type ShownGift, type BannerChanges} from './banner-queue.js';
import type {EffectQueue, EffectQueueOptions} from './effect-queue.js';
import {adoptStyles} from '../base/adopt-styles.js';
import {LiveEvent} from '../base/events.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {viewStyles} from './gift-feed-view.styles.js';
import {GiftAnnouncer} from './gift-announcer.js';
import {lazy} from '../../session/lazy.js';

const loadEffectQueue = lazy(() => import('./effect-queue.js'));

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
  readonly #stage: HTMLElement;
  /** Created for the first gift with an effect. */
  #effectQueue: EffectQueue | undefined;
  readonly #announcer: GiftAnnouncer;
  readonly #nodes = new Map<unknown, BannerNode>();
  /** The container of the banners, each of which adds and removes its own node. */
  readonly #list = createElement('div', 'banners');
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Aborted by `stop`. */
  #lifetime = new AbortController();

  constructor(options: GiftFeedViewOptions) {
    this.#options = options;
    const root = options.host.renderRoot as ShadowRoot;
    this.#stage = root.querySelector<HTMLElement>('.stage')!;
    this.#announcer = new GiftAnnouncer(root.querySelector('[aria-live]')!, options.localize);
    this.#stage.append(this.#list);
    adoptStyles(root, viewStyles);
  }

  add(gift: ShownGift): void {
    this.#banners.add(gift, performance.now());
    this.#announcer.add(gift);
    if (gift.effect && this.#options.effectsEnabled()) void this.#addEffect(gift);
    this.#advance();
  }

  async #addEffect(gift: ShownGift): Promise<void> {
    const {signal} = this.#lifetime;
    const module = await loadEffectQueue().catch(() => undefined);
    if (!module || signal.aborted) return; // The banner shows the gift; the next effect requests the script again.
    this.#effectQueue ??= new module.EffectQueue({...this.#options, stage: this.#stage});
    this.#effectQueue.add(gift);
  }

  /** Ends all timers and animations, and drops waiting gifts. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#effectQueue?.stop();
    this.#lifetime.abort();
    this.#lifetime = new AbortController();
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
