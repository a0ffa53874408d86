import {html, type PropertyValues} from 'lit';
import {safeUrl} from '../../protocol/safe-url.js';
import {LazyModule} from '../base/lazy-module.js';
import {LocalizeController} from '../base/localize-controller.js';
import {pressedKey} from '../base/pressed-key.js';
import {property} from '../base/property.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {tokens} from '../base/tokens.js';
import type {Broadcast, Turns} from './broadcast-queue.js';
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
 * @slot icon - The icon before the text; a loudspeaker unless given.
 *
 * @fires {LiveEvent<'live-broadcast-show'>} live-broadcast-show - A broadcast came into view.
 * @fires {LiveEvent<'live-broadcast-close'>} live-broadcast-close - A broadcast left the view: its time was over, the viewer closed it, or it expired.
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

  /** Seconds that each broadcast is shown; 0 derives them from the length of its text. */
  @property({type: Number}) seconds = 0;

  /** Shows a button that closes the banner. */
  @property({type: Boolean, reflect: true}) closable = false;

  protected readonly live = new SessionController(this, () => undefined)
    .on('broadcast', ({content}) => this.#heard(content))
    .on('clockCorrected', () => this.#turns?.clockCorrected());

  readonly #text = new LocalizeController(this);
  readonly #late = new LazyModule(this, loadBanner);
  /** Broadcasts that arrived before the banner's script. */
  #early: Broadcast[] = [];
  #turns: Turns | undefined;
  #shown: Broadcast | undefined;

  /** Closes the broadcast in view; the next one follows. */
  close(): void {
    this.#turns?.close();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#early = [];
    this.#turns?.stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const module = this.#early.length ? this.#late.module : undefined;
    if (!module) return;
    this.#turns ??= new module.Turns({
      duration: ({text}) => (this.seconds > 0 ? this.seconds * 1_000 : module.readingTime(text)),
      changed: () => this.requestUpdate(),
      now: this.live.now,
    });
    for (const early of this.#early.splice(0)) this.#turns.take(early);
  }

  protected override render() {
    const broadcast = this.#turns?.current;
    this.toggleState('shown', !!broadcast);
    return html`
      <div role="status">
        <div
          part="banner"
          class="banner ${broadcast?.level}"
          ?hidden=${!broadcast}
          @pointerenter=${this.#hold}
          @pointerleave=${this.#hold}
          @focusin=${this.#hold}
          @focusout=${this.#hold}
          @keydown=${this.#escape}
        >
          <span class="icon" aria-hidden="true"><slot name="icon">📣</slot></span>
          ${
            broadcast &&
            this.#late.module!.banner({
              html,
              broadcast,
              href: safeUrl(broadcast.href),
              locale: this.#text.locale,
              close: this.closable ? this.close : undefined,
            })
          }
        </div>
      </div>
    `;
  }

  protected override updated(): void {
    const before = this.#shown;
    const now = (this.#shown = this.#turns?.current);
    if (now === before) return;
    if (before) this.fire('live-broadcast-close', detailOf(before));
    if (now) this.fire('live-broadcast-show', detailOf(now));
    this.#hold();
  }

  #heard(broadcast: Broadcast): void {
    this.#early.push(broadcast);
    this.requestUpdate();
  }

  /**
   * Holds the banner while the pointer is on it or the focus is in it. During these events `:hover` and `:focus-within` may
   * still have the old value (Firefox, WebKit).
   */
  readonly #hold = (event?: Event) => {
    const banner = this.renderRoot.querySelector('.banner')!;
    const isIn = (state: string, comes: string, goes: string) =>
      event?.type === comes || (event?.type !== goes && banner.matches(state));
    this.#turns?.hold(isIn(':hover', 'pointerenter', 'pointerleave') || isIn(':focus-within', 'focusin', 'focusout'));
  };

  readonly #escape = (event: KeyboardEvent) => {
    if (pressedKey(event) !== 'Escape') return;
    event.preventDefault(); // Escape closes the banner only, not a dialog around it.
    this.close();
  };
}

function detailOf({broadcastId, text}: Broadcast) {
  return {broadcastId, text};
}

declare global {
  interface HTMLElementTagNameMap {
    'broadcast-banner': BroadcastBanner;
  }
}
