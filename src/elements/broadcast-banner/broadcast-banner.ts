import {html, type PropertyValues} from 'lit';
import {safeUrl} from '../../protocol/safe-url.js';
import {LazyModule} from '../base/lazy-module.js';
import {LocalizeController} from '../base/localize-controller.js';
import {property} from '../base/property.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {tokens} from '../base/tokens.js';
import type {Broadcast, BroadcastQueue} from './broadcast-queue.js';
import {lazy} from '../../session/lazy.js';

const loadBanner = lazy(() => import('./banner.js'));

/**
 * Shows broadcasts one after the other, each for as long as reading it takes.
 *
 * @tag broadcast-banner
 * @summary Announcements to all rooms of the app, each shown once.
 * @status stable
 * @since 0.1
 *
 * @slot icon - The icon before the text. Default: a loudspeaker.
 *
 * @fires {LiveEvent<'live-broadcast-show'>} live-broadcast-show - A broadcast came into view.
 * @fires {LiveEvent<'live-broadcast-close'>} live-broadcast-close - A broadcast left the view: its time ended, the viewer closed it, or it expired.
 *
 * @csspart banner - The whole banner.
 * @csspart text - The broadcast's text.
 * @csspart close - The button that closes the banner.
 *
 * @cssproperty [--live-broadcast-banner-background=#161a34] - Background of the banner; an urgent one is `#960c20` unless this is set.
 * @cssproperty [--live-broadcast-banner-text=#fff] - Colour of the text.
 *
 * @cssstate shown - A broadcast is in view.
 */
export class BroadcastBanner extends RoomWidget {
  static override readonly tag: string = 'broadcast-banner';
  static override styles = tokens;

  /** Seconds for which each broadcast is shown. 0 derives them from the length of its text. */
  @property({type: Number}) seconds = 0;

  /** Shows a button that closes the banner. */
  @property({type: Boolean, reflect: true}) closable = false;

  protected readonly live = new SessionController(this, () => undefined)
    .on('broadcast', ({content}) => this.#addBroadcast(content))
    .on('clockCorrected', () => this.#queue?.handleClockChange());

  readonly #localize = new LocalizeController(this);
  readonly #bannerModule = new LazyModule(this, loadBanner);
  /** Broadcasts that arrived before the banner's script was loaded. */
  #unqueued: Broadcast[] = [];
  #queue: BroadcastQueue | undefined;
  #shown: Broadcast | undefined;
  /** Called when another banner is shown, because the pointer may already be on it. */
  #updateHold: (() => void) | undefined;

  /** Closes the broadcast in view; the next one follows. */
  close(): void {
    this.#queue?.close();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unqueued = [];
    this.#queue?.clear();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const module = this.#unqueued.length ? this.#bannerModule.module : undefined;
    if (!module) return;
    this.#queue ??= new module.BroadcastQueue({
      duration: ({text}) => (this.seconds > 0 ? this.seconds * 1_000 : module.readingTime(text)),
      onChange: () => this.requestUpdate(),
      now: this.live.now,
    });
    for (const broadcast of this.#unqueued.splice(0)) this.#queue.add(broadcast);
  }

  protected override render() {
    const broadcast = this.#queue?.current;
    this.toggleState('shown', !!broadcast);
    return html`
      <div role="status">
        <div part="banner" class="banner ${broadcast?.level}" ?hidden=${!broadcast}>
          <span class="icon" aria-hidden="true"
            ><slot name="icon">${broadcast && this.#bannerModule.module!.broadcastIcon()}</slot></span
          >
          ${
            broadcast &&
            this.#bannerModule.module!.bannerTemplate({
              broadcast,
              href: safeUrl(broadcast.href),
              localize: this.#localize,
              close: this.closable ? this.close : undefined,
            })
          }
        </div>
      </div>
    `;
  }

  protected override updated(): void {
    const previous = this.#shown;
    const current = (this.#shown = this.#queue?.current);
    if (current === previous) return;
    if (previous) this.fire('live-broadcast-close', detailOf(previous));
    if (current) this.fire('live-broadcast-show', detailOf(current));
    if (this.#queue)
      this.#updateHold ??= this.#bannerModule.module!.holdWhileRead(
        this.renderRoot.querySelector('.banner')!,
        this.#queue,
      );
    this.#updateHold?.();
  }

  #addBroadcast(broadcast: Broadcast): void {
    this.#unqueued.push(broadcast);
    this.requestUpdate();
  }
}

function detailOf({broadcastId, text}: Broadcast) {
  return {broadcastId, text};
}

declare global {
  interface HTMLElementTagNameMap {
    'broadcast-banner': BroadcastBanner;
  }
}
