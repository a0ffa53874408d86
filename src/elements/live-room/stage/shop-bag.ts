import {css, html, nothing, type ReactiveController, type TemplateResult} from 'lit';
import {commerceTerms} from '../../../locales/commerce/load-commerce-terms.js';
import {lazy} from '../../../session/lazy.js';
import {LocalizeController} from '../../base/localize-controller.js';
import {icon} from '../../icons/icon.js';
import type {LayoutRoom} from './layout-room.js';

const loadCart = lazy(() => import('../../../session/commerce/cart-watch.js'));

/** The badge shows no larger number. */
const COUNT_MAX = 99;

export const styles = css`
  .bag {
    position: relative;
  }

  .landscape:not(.overlay) .bag {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 3.25em;
    block-size: 3.25em;
    margin-inline-start: auto;
    border: 1px solid var(--_outline);
    border-radius: 50%;
    color: var(--_text);
  }

  .bag svg {
    inline-size: 1.5em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.8;
    stroke-linejoin: round;
    stroke-linecap: round;
  }

  .bag ~ .like {
    margin-inline-start: 0.25em;
  }

  .bag-count {
    position: absolute;
    inset: -0.2em -0.2em auto auto;
    min-inline-size: 1.6em;
    padding: 0 0.35em;
    border-radius: 99em;
    background: var(--live-accent, var(--_accent));
    color: var(--live-on-accent, var(--_on-accent));
    font-size: 0.72em;
    font-weight: 700;
    line-height: 1.6;
    font-variant-numeric: tabular-nums;
  }

  @media (forced-colors: active) {
    .bag-count {
      border: 1px solid ButtonText;
    }
  }
`;

/** The button that opens the shelf, with the number of pieces in the page's cart. */
export class ShopBag implements ReactiveController {
  readonly #room: LayoutRoom;
  readonly #shelf: HTMLElement & {show?(): void};
  readonly #localize: LocalizeController;
  #lifetime: AbortController | undefined;
  #pieces = 0;

  /** @param shelf A `<product-shelf>`, whose script may load later. */
  constructor(room: LayoutRoom, shelf: HTMLElement) {
    this.#room = room;
    this.#shelf = shelf;
    this.#localize = new LocalizeController(room);
    room.addController(this);
  }

  hostConnected(): void {
    const {signal} = (this.#lifetime = new AbortController());
    loadCart().then(
      ({watchCart}) => signal.aborted || watchCart(this.#room.session, (pieces) => this.#setPieces(pieces), signal),
      () => undefined, // The bag shows no number.
    );
  }

  hostDisconnected(): void {
    this.#lifetime?.abort();
  }

  button(): TemplateResult {
    const {lang} = this.#localize;
    const {products, cartCount} = commerceTerms(lang, () => this.#room.requestUpdate());
    const pieces = this.#localize.exact(this.#pieces);
    const label = this.#pieces ? `${products}, ${cartCount(pieces)}` : products;
    return html`<button
      part="bar-button bag"
      class="bar-button bag"
      type="button"
      title=${products}
      aria-label=${label}
      aria-haspopup="dialog"
      @click=${() => this.#shelf.show?.()}
    >
      ${icon('bag')}
      ${
        this.#pieces
          ? html`<span class="bag-count" aria-hidden="true"
              >${this.#pieces > COUNT_MAX ? `${this.#localize.exact(COUNT_MAX)}+` : pieces}</span
            >`
          : nothing
      }
    </button>`;
  }

  #setPieces(pieces: number): void {
    this.#pieces = pieces;
    this.#room.requestUpdate();
  }
}
