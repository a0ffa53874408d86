import {html, nothing, type TemplateResult} from 'lit';
import {customElement, property, state} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import {NAME_MAX_CHARS, PRODUCT_BADGE_MAX_CHARS, URL_MAX_CHARS, VARIANTS_MAX} from '../../../src/protocol/limits.js';
import {t, type Term} from '../base/language.ts';
import {focusFirstProblem, problemText, type Problems} from '../base/problems.ts';
import {safeAddress} from '../base/safe-address.ts';
import type {ShelfProduct} from '../base/server-types.ts';
import {StudioElement} from '../base/studio-element.ts';
import '../base/translation-fields.ts';
import type {TranslationRow} from '../base/translations.ts';
import {symbol} from './price.ts';
import {
  addVariant,
  checkProduct,
  draftOf,
  emptyDraft,
  productOf,
  type ProductDraft,
  type VariantDraft,
} from './product-draft.ts';
import type {Products} from './products.ts';

/** The currency of an empty shelf's first product. */
const CURRENCY = 'CNY';
const NO_PROBLEMS: ReadonlyMap<string, Term> = new Map();

type TextField = Exclude<keyof ProductDraft, 'variants' | 'translations'>;

interface FieldOptions {
  readonly mode?: 'decimal' | 'numeric' | 'url';
  readonly maxLength?: number;
  readonly wide?: boolean;
  readonly required?: boolean;
}

/** Makes a product, or edits what one has beside the price and the stock of its row. */
@customElement('studio-product-editor')
export class StudioProductEditor extends StudioElement {
  @property({attribute: false}) products!: Products;
  /** Undefined for a new product. */
  @property({attribute: false}) product: ShelfProduct | undefined;
  @state() private open = false;
  /** The fields as typed. Undefined until something is edited. */
  @state() private draft: ProductDraft | undefined;
  /** True after a press on save with problems: from then on problems are said as one types. */
  @state() private checked = false;
  #problems: ReadonlyMap<string, Term> = NO_PROBLEMS;

  protected override connected(signal: AbortSignal): void {
    this.products.addEventListener('change', () => this.open && this.requestUpdate(), {signal});
  }

  protected override render(): TemplateResult {
    const {product} = this;
    const label = product ? `${t('moreOf')}: ${product.title}` : t('newProduct');
    return html`<details .open=${live(this.open)} @toggle=${this.#toggle}>
      <summary aria-label=${label}>${product ? t('moreOf') : t('newProduct')}</summary>
      ${this.open ? this.#form() : nothing}
    </details>`;
  }

  #form(): TemplateResult {
    const {product, products, draft} = this;
    const values = this.#values;
    this.#problems = this.checked ? this.#check() : NO_PROBLEMS;
    const {variants, currency} = values;
    const money = {symbol: symbol(currency)};
    const saving = products.outcome.busy(this.#key);
    return html`<form class="fields" autocomplete="off" novalidate @submit=${this.#save}>
      ${
        product
          ? nothing
          : html`${this.#field('id', t('productId'), {maxLength: 64, required: true})}
            ${this.#field('currency', t('currency'), {maxLength: 3, required: true})}`
      }
      ${this.#field('title', t('productTitle'), {maxLength: NAME_MAX_CHARS, wide: true, required: true})}
      ${
        product || variants.length
          ? nothing
          : html`${this.#field('price', t('price', money), {mode: 'decimal', required: true})}
            ${this.#field('stock', t('stock'), {mode: 'numeric', required: true})}`
      }
      ${this.#field('image', t('image'), {mode: 'url', wide: true})}
      ${this.#field('href', t('productPage'), {mode: 'url', wide: true})}
      ${this.#field('compareAt', t('compareAt', money), {mode: 'decimal'})}
      ${this.#field('badge', t('badge'), {maxLength: PRODUCT_BADGE_MAX_CHARS})}
      <studio-translations
        class="wide"
        name=${this.#idPrefix}
        .rows=${values.translations}
        .problems=${this.#problems}
        .texts=${[
          {name: 'title', label: t('productTitle'), maxLength: NAME_MAX_CHARS},
          {name: 'badge', label: t('badge'), maxLength: PRODUCT_BADGE_MAX_CHARS},
        ]}
        @studio-rows=${({detail}: CustomEvent<readonly TranslationRow[]>) => this.#edit({translations: detail})}
      ></studio-translations>
      <fieldset class="wide variants">
        <legend>${t('variants')}</legend>
        ${variants.map((variant, index) => this.#variant(variant, index, t('price', money)))}
        <button type="button" ?disabled=${variants.length >= VARIANTS_MAX} @click=${this.#add}>
          ${t('addVariant')}
        </button>
      </fieldset>
      <div class="wide actions">
        <button
          class=${draft ? 'primary' : ''}
          aria-label=${product ? `${t('saveMore')}: ${product.title}` : t('addProduct')}
          aria-disabled=${saving ? 'true' : 'false'}
          ?disabled=${!draft}
        >
          ${t(product ? 'save' : 'addProduct')}
        </button>
        <button type="button" ?disabled=${!draft} @click=${this.#discard}>${t('discard')}</button>
      </div>
      ${products.shownAt === this.#key ? html`<div class="wide">${products.outcome.view}</div>` : nothing}
    </form>`;
  }

  #field(name: TextField, label: string, options: FieldOptions = {}): TemplateResult {
    return this.#input(name, label, this.#values[name], (text) => this.#edit({[name]: text}), options);
  }

  #variant(variant: VariantDraft, index: number, price: string): TemplateResult {
    const at = `variants.${index}`;
    const field = (name: Exclude<keyof VariantDraft, 'translations'>, label: string, options: FieldOptions = {}) =>
      this.#input(`${at}.${name}`, label, variant[name], (text) => this.#editVariant(index, {[name]: text}), options);
    const picture = safeAddress(variant.image);
    return html`<div class="variant" role="group" aria-label="${t('variant')} ${index + 1}">
      ${field('title', t('variantTitle'), {maxLength: NAME_MAX_CHARS, required: true})}
      ${field('id', t('variantId'), {maxLength: 64, required: true})}
      ${field('price', price, {mode: 'decimal', required: true})}
      ${field('stock', t('stock'), {mode: 'numeric', required: true})} ${field('image', t('image'), {mode: 'url'})}
      ${picture ? html`<img alt="" width="48" height="48" loading="lazy" src=${picture} />` : nothing}
      <button
        type="button"
        aria-label="${t('removeVariant')}: ${variant.title}"
        @click=${() => this.#edit({variants: this.#values.variants.filter((_, other) => other !== index)})}
      >
        ${t('removeVariant')}
      </button>
    </div>`;
  }

  #input(
    name: string,
    label: string,
    value: string,
    edit: (text: string) => void,
    {mode, maxLength = mode === 'url' ? URL_MAX_CHARS : 20, wide = false, required = false}: FieldOptions,
  ): TemplateResult {
    return html`<label class=${wide ? 'wide' : ''}>
      <span>${label}</span>
      <input
        dir=${mode === 'url' ? 'ltr' : 'auto'}
        inputmode=${mode ?? nothing}
        placeholder=${mode === 'url' ? 'https://' : nothing}
        maxlength=${maxLength}
        aria-required=${required ? 'true' : 'false'}
        aria-invalid=${this.#problems.has(name) ? 'true' : 'false'}
        aria-describedby="${this.#idPrefix}-${name}"
        .value=${live(value)}
        @input=${(event: Event) => edit((event.target as HTMLInputElement).value)}
      />
      ${problemText(this.#problems, name, this.#idPrefix)}
    </label>`;
  }

  get #values(): ProductDraft {
    const {product, draft} = this;
    if (!product) return draft ?? emptyDraft(this.products.list[0]?.currency ?? CURRENCY);
    const now = draftOf(product);
    // Price and stock are edited in the row.
    return draft ? {...draft, price: now.price, stock: now.stock} : now;
  }

  get #key(): string {
    return this.product ? `details ${this.product.id}` : 'new';
  }

  get #idPrefix(): string {
    return this.product ? `product-${this.product.id}` : 'new-product';
  }

  #check(): Problems {
    return checkProduct(this.#values, this.product ? [] : this.products.list.map(({id}) => id));
  }

  #edit(changes: Partial<ProductDraft>): void {
    this.draft = {...this.#values, ...changes};
  }

  #editVariant(index: number, changes: Partial<VariantDraft>): void {
    const {variants} = this.#values;
    this.#edit({variants: variants.map((variant, other) => (other === index ? {...variant, ...changes} : variant))});
  }

  readonly #toggle = ({target}: Event) => {
    this.open = (target as HTMLDetailsElement).open;
  };

  readonly #add = () => this.#edit({variants: addVariant(this.#values)});

  readonly #discard = () => {
    this.draft = undefined;
    this.checked = false;
  };

  readonly #save = async (event: Event) => {
    event.preventDefault();
    const {draft, product, products} = this;
    if (!draft) return;
    this.checked = true;
    if (this.#check().size) {
      await focusFirstProblem(this);
      return;
    }
    const typed = productOf(this.#values);
    const isSaved = product
      ? await products.saveDetails(product.id, typed, this.#key)
      : await products.add(draft.id.trim(), typed, this.#key);
    // What was typed meanwhile stays.
    if (isSaved && this.draft === draft) this.#discard();
  };
}
