import {html, nothing, type TemplateResult} from 'lit';
import {customElement, property, state} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import {NAME_MAX_CHARS, PRODUCT_BADGE_MAX_CHARS, VARIANTS_MAX} from '../../../src/protocol/limits.js';
import {toDecimal} from '../../../src/protocol/money.js';
import {t} from '../base/language.ts';
import type {ShelfProduct} from '../base/server-types.ts';
import {StudioElement} from '../base/studio-element.ts';
import {boundsOf, priceIn, symbol} from './price.ts';
import type {Products} from './products.ts';

/** A variant as typed. */
interface VariantDraft {
  readonly id: string;
  readonly title: string;
  readonly price: string;
  readonly stock: string;
  readonly image?: string;
}

interface Draft {
  readonly compareAt: string;
  readonly badge: string;
  readonly variants: readonly VariantDraft[];
}

/** Edits what a product has beside price and stock: the price before a reduction, a badge, and variants. */
@customElement('studio-product-editor')
export class StudioProductEditor extends StudioElement {
  @property({attribute: false}) products!: Products;
  @property({attribute: false}) product!: ShelfProduct;
  @state() private open = false;
  /** The fields as typed. Undefined until something is edited. */
  @state() private draft: Draft | undefined;

  protected override render(): TemplateResult {
    const {title} = this.product;
    return html`<details @toggle=${({target}: Event) => (this.open = (target as HTMLDetailsElement).open)}>
      <summary aria-label="${t('moreOf')}: ${title}">${t('moreOf')}</summary>
      ${this.open ? this.#form() : nothing}
    </details>`;
  }

  #form(): TemplateResult {
    const {currency, title} = this.product;
    const {compareAt, badge, variants} = this.#values;
    const price = t('price', {symbol: symbol(currency)});
    return html`<form class="fields" autocomplete="off" @submit=${this.#save}>
      <label>
        <span>${t('compareAt', {symbol: symbol(currency)})}</span>
        ${this.#amount(compareAt, (text) => this.#edit({compareAt: text}), false)}
      </label>
      <label>
        <span>${t('badge')}</span>
        <input
          maxlength=${PRODUCT_BADGE_MAX_CHARS}
          .value=${live(badge)}
          @input=${(event: Event) => this.#edit({badge: valueOf(event)})}
        />
      </label>
      <fieldset class="wide variants">
        <legend>${t('variants')}</legend>
        ${variants.map(
          (variant, index) =>
            html`<div class="variant" role="group" aria-label="${t('variant')} ${index + 1}">
              <label>
                <span>${t('variantTitle')}</span>
                <input
                  required
                  maxlength=${NAME_MAX_CHARS}
                  .value=${live(variant.title)}
                  @input=${(event: Event) => this.#editVariant(index, {title: valueOf(event)})}
                />
              </label>
              <label>
                <span>${price}</span>
                ${this.#amount(variant.price, (text) => this.#editVariant(index, {price: text}))}
              </label>
              <label>
                <span>${t('stock')}</span>
                <input
                  type="number"
                  inputmode="numeric"
                  min="0"
                  max="1000000000"
                  required
                  .value=${live(variant.stock)}
                  @input=${(event: Event) => this.#editVariant(index, {stock: valueOf(event)})}
                />
              </label>
              <button
                type="button"
                aria-label="${t('removeVariant')}: ${variant.title}"
                @click=${() => this.#edit({variants: variants.filter((_, other) => other !== index)})}
              >
                ${t('removeVariant')}
              </button>
            </div>`,
        )}
        <button type="button" ?disabled=${variants.length >= VARIANTS_MAX} @click=${this.#add}>
          ${t('addVariant')}
        </button>
      </fieldset>
      <div class="wide actions">
        <button class=${this.draft ? 'primary' : ''} aria-label="${t('saveMore')}: ${title}" ?disabled=${!this.draft}>
          ${t('save')}
        </button>
        <button type="button" ?disabled=${!this.draft} @click=${() => (this.draft = undefined)}>${t('discard')}</button>
      </div>
    </form>`;
  }

  #amount(value: string, edit: (text: string) => void, required = true): TemplateResult {
    const {step, max} = boundsOf(this.product.currency);
    return html`<input
      type="number"
      inputmode="decimal"
      min="0"
      step=${step}
      max=${max}
      ?required=${required}
      .value=${live(value)}
      @input=${(event: Event) => edit(valueOf(event))}
    />`;
  }

  get #values(): Draft {
    const {compareAt, badge = '', variants = [], currency} = this.product;
    return (
      this.draft ?? {
        compareAt: compareAt === undefined ? '' : toDecimal(compareAt, currency),
        badge,
        variants: variants.map(({price, stock, ...variant}) => ({
          ...variant,
          price: toDecimal(price, currency),
          stock: String(stock),
        })),
      }
    );
  }

  #edit(changes: Partial<Draft>): void {
    this.draft = {...this.#values, ...changes};
  }

  #editVariant(index: number, changes: Partial<VariantDraft>): void {
    const {variants} = this.#values;
    this.#edit({variants: variants.map((variant, other) => (other === index ? {...variant, ...changes} : variant))});
  }

  readonly #add = () => {
    const {variants} = this.#values;
    const ids = new Set(variants.map(({id}) => id));
    let number = variants.length + 1;
    while (ids.has(`v${number}`)) number++;
    const price = toDecimal(this.product.price, this.product.currency);
    this.#edit({variants: [...variants, {id: `v${number}`, title: '', price, stock: '0'}]});
  };

  readonly #save = async (event: Event) => {
    event.preventDefault();
    const {draft, product} = this;
    if (!draft) return;
    const {currency} = product;
    const compareAt = draft.compareAt === '' ? undefined : priceIn(draft.compareAt, currency);
    const variants = draft.variants.map(({price, stock, ...variant}) => ({
      ...variant,
      price: priceIn(price, currency) ?? 0,
      stock: Number(stock),
    }));
    const changes = {compareAt, badge: draft.badge.trim() || undefined, variants};
    // What was typed meanwhile stays.
    if ((await this.products.save(product.id, changes, 'saved')) && this.draft === draft) this.draft = undefined;
  };
}

function valueOf({target}: Event): string {
  return (target as HTMLInputElement).value;
}
