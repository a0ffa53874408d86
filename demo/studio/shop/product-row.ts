import {html, nothing, type TemplateResult} from 'lit';
import {customElement, property, state} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import {styleMap} from 'lit/directives/style-map.js';
import {toDecimal} from '../../../src/protocol/money.js';
import {t} from '../base/language.ts';
import {safeAddress} from '../base/safe-address.ts';
import type {ShelfProduct} from '../base/server-types.ts';
import {StudioElement} from '../base/studio-element.ts';
import {boundsOf, priceIn, symbol} from './price.ts';
import './product-editor.ts';
import type {Products} from './products.ts';

/** One product: put it on show, and edit its price and its stock. */
@customElement('studio-product-row')
export class StudioProductRow extends StudioElement {
  @property({attribute: false}) products!: Products;
  @property({attribute: false}) product!: ShelfProduct;
  /** True while the product is on show. */
  @property({attribute: false}) shown = false;
  /** True if the product can be put on show next to others. */
  @property({attribute: false}) canJoin = false;
  /** The price as typed; undefined unless it is being edited. */
  @state() private price: string | undefined;
  /** The stock as typed; undefined unless it is being edited. */
  @state() private stock: string | undefined;

  protected override willUpdate(): void {
    if (this.price === this.#knownPrice) this.price = undefined;
    if (this.stock === String(this.product.stock)) this.stock = undefined;
  }

  protected override render(): TemplateResult {
    const {title, image, stock, currency} = this.product;
    const edited = this.price !== undefined || this.stock !== undefined;
    const put = t(this.shown ? 'takeOff' : 'putOnShow');
    const marks = [this.shown ? t('shown') : '', stock ? '' : t('isSoldOut')].filter(Boolean).join(' · ');
    const priceLabel = t('price', {symbol: symbol(currency)});
    const {step, max} = boundsOf(currency);
    const saving = this.products.outcome.busy(`saved ${this.product.id}`);
    return html`<img alt="" width="48" height="48" loading="lazy" src=${safeAddress(image) || nothing} />
      <p class="product"><strong>${title}</strong> ${marks ? html`<span class="mark">${marks}</span>` : nothing}</p>
      <div class="actions">
        ${
          this.canJoin && !this.shown
            ? html`<button type="button" aria-label="${t('showBeside')}: ${title}" @click=${this.#showBeside}>
                ${t('showBeside')}
              </button>`
            : nothing
        }
        <button type="button" class="soft" aria-label="${put}: ${title}" @click=${this.#toggle}>${put}</button>
      </div>
      <form @submit=${this.#save}>
        ${this.#field(
          `${priceLabel}: ${title}`,
          priceLabel,
          'decimal',
          step,
          max,
          this.price ?? this.#knownPrice,
          (text) => {
            this.price = text;
          },
        )}
        ${this.#field(
          `${t('stock')}: ${title}`,
          t('stock'),
          'numeric',
          '1',
          '1000000000',
          this.stock ?? String(stock),
          (text) => {
            this.stock = text;
          },
        )}
        <button
          class=${edited ? 'primary' : ''}
          aria-label="${t('save')}: ${title}"
          aria-disabled=${saving ? 'true' : 'false'}
          ?disabled=${!edited}
        >
          ${t('save')}
        </button>
        <button type="button" aria-label="${t('soldOut')}: ${title}" ?disabled=${stock === 0} @click=${this.#sellOut}>
          ${t('soldOut')}
        </button>
      </form>
      <studio-product-editor .products=${this.products} .product=${this.product}></studio-product-editor>`;
  }

  #field(
    label: string,
    text: string,
    mode: 'decimal' | 'numeric',
    step: string,
    max: string,
    value: string,
    store: (text: string) => void,
  ): TemplateResult {
    return html`<label>
      <span>${text}</span>
      <input
        type="number"
        inputmode=${mode}
        aria-label=${label}
        min="0"
        step=${step}
        max=${max}
        required
        ?disabled=${!!this.product.variants?.length}
        style=${styleMap({'--characters': String(value.length)})}
        .value=${live(value)}
        @input=${(event: Event) => store((event.target as HTMLInputElement).value)}
      />
    </label>`;
  }

  get #knownPrice(): string {
    return toDecimal(this.product.price, this.product.currency);
  }

  readonly #toggle = () => void this.products.feature(this.product, !this.shown);

  readonly #showBeside = () => void this.products.feature(this.product, true, true);

  readonly #sellOut = async () => {
    const {stock} = this;
    const variants = this.product.variants?.map((variant) => ({...variant, stock: 0}));
    const changes = {stock: 0, ...(variants && {variants})};
    if ((await this.products.save(this.product.id, changes, 'nowSoldOut')) && this.stock === stock)
      this.stock = undefined;
  };

  readonly #save = async (event: Event) => {
    event.preventDefault();
    const [typedPrice, typedStock] = [this.price, this.stock];
    const price = typedPrice === undefined ? undefined : priceIn(typedPrice, this.product.currency);
    if (typedPrice !== undefined && price === undefined) return;
    const changes = {
      ...(price !== undefined && {price}),
      ...(typedStock !== undefined && {stock: Number(typedStock)}),
    };
    if (!(await this.products.save(this.product.id, changes, 'saved'))) return;
    // Text that was typed during the save stays.
    if (this.price === typedPrice) this.price = undefined;
    if (this.stock === typedStock) this.stock = undefined;
  };
}
