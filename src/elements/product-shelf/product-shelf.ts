import {html, nothing} from 'lit';
import {LazyModule} from '../base/lazy-module.js';
import {LocalizeController} from '../base/localize-controller.js';
import {property} from '../base/property.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {tokens} from '../base/tokens.js';
import {lazy} from '../../session/lazy.js';
import type {ShelfView} from './shelf-view.js';

const loadShelfView = lazy(() => import('./shelf-view.js'));

/**
 * Shows all products of the room with their variants, and the page's cart. `show()` opens the layout `drawer`. The layouts
 * `list` and `grid` are always in the page.
 *
 * @tag product-shelf
 * @summary All products of the room, with variants, search and the page's cart.
 * @status stable
 * @since 0.1
 *
 * @slot empty - Content while the room has no products.
 * @slot header - Content above the products. Default: their heading.
 *
 * @fires {LiveEvent<'live-product-select'>} live-product-select - The viewer selected a product. Cancel it and its link is not followed.
 * @fires {LiveEvent<'live-cart-add'>} live-cart-add - The viewer wants a product in the cart. Cancel it to handle it yourself; without a cart on the page its link is followed.
 *
 * @csspart list - The scrolling list.
 * @csspart item - One product.
 * @csspart image - A product's picture.
 * @csspart title - A product's title.
 * @csspart price - A product's price.
 * @csspart compare-at - The price before a reduction.
 * @csspart variant - The choice between the variants of a product.
 * @csspart add - The button that adds a product to the cart.
 * @csspart badge - A label of a product, such as "New".
 *
 * @cssstate open - The drawer is open.
 * @cssstate empty - The room has no products.
 */
export class ProductShelf extends RoomWidget {
  static override readonly tag: string = 'product-shelf';
  static override styles = tokens;

  /** Layout: `drawer`, which `show()` opens over the page; `list` or `grid` in the page. */
  @property({reflect: true}) layout: 'drawer' | 'list' | 'grid' = 'drawer';

  /** Opens the drawer at first. */
  @property({type: Boolean}) open = false;

  protected readonly live = new SessionController(this, ({connection: {roomId}}) => roomId).on('cartChanged', () =>
    this.requestUpdate(),
  );

  readonly #localize = new LocalizeController(this);
  readonly #viewModule = new LazyModule(this, loadShelfView);
  #view: ShelfView | undefined;
  #isOpen = false;

  /** Opens the drawer. */
  show(): void {
    this.#setOpen(true);
  }

  /** Closes the drawer. */
  hide(): void {
    this.#setOpen(false);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#view?.end();
    this.#view = undefined;
  }

  protected override firstUpdated(): void {
    if (this.open) this.show();
  }

  protected override render() {
    const isDrawer = this.layout === 'drawer';
    const {session} = this.live;
    const isShown = this.isConnected && (this.#isOpen || !isDrawer);
    this.toggleState('open', isDrawer && this.#isOpen);
    const module = isShown && session && this.#viewModule.module;
    if (!isShown || this.#view?.session !== session) {
      this.#view?.end();
      this.#view = undefined;
    }
    if (module && session) {
      this.#view ??= new module.ShelfView({
        session,
        localize: this.#localize,
        update: () => this.requestUpdate(),
        close: () => this.hide(),
        fire: (type, detail, options) => this.fire(type, detail, options),
      });
    }
    const products = this.#view?.products;
    this.toggleState('empty', !!products && !products.length);
    return html`${this.#view?.render(this.layout) ?? nothing}`;
  }

  protected override updated(): void {
    if (this.layout === 'drawer') this.renderRoot.querySelector<HTMLDialogElement>('dialog:not([open])')?.showModal();
  }

  #setOpen(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'product-shelf': ProductShelf;
  }
}
