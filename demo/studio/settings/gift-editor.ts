import {html, nothing, type TemplateResult} from 'lit';
import {customElement, property, state} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import {NAME_MAX_CHARS, URL_MAX_CHARS} from '../../../src/protocol/limits.js';
import {t, type Term} from '../base/language.ts';
import {focusFirstProblem, problemText} from '../base/problems.ts';
import type {CatalogueGift} from '../base/server-types.ts';
import {StudioElement} from '../base/studio-element.ts';
import '../base/translation-fields.ts';
import type {TranslationRow} from '../base/translations.ts';
import {checkGift, giftDraftOf, giftOf, NEW_GIFT, type GiftDraft} from './gift-draft.ts';

const NO_PROBLEMS: ReadonlyMap<string, Term> = new Map();

/** Makes a gift, or edits one. Calls `save` with the gift, and `retire`. */
@customElement('studio-gift-editor')
export class StudioGiftEditor extends StudioElement {
  /** Undefined for a new gift. */
  @property({attribute: false}) gift: CatalogueGift | undefined;
  /** Ids that a new gift cannot have. */
  @property({attribute: false}) taken: readonly string[] = [];
  @property({attribute: false}) save!: (gift: CatalogueGift) => Promise<boolean>;
  @property({attribute: false}) retire: (() => Promise<void>) | undefined;
  /** The outcome of the last action, if this editor caused it. */
  @property({attribute: false}) outcome: TemplateResult | undefined;
  @state() private open = false;
  /** The fields as typed. Undefined until something is edited. */
  @state() private draft: GiftDraft | undefined;
  /** True after a press on save with problems: from then on problems are said as one types. */
  @state() private checked = false;
  #problems: ReadonlyMap<string, Term> = NO_PROBLEMS;

  protected override render(): TemplateResult {
    const {gift} = this;
    const summary = gift
      ? html`<strong dir="auto">${gift.name}</strong> <span class="hint">${gift.price}</span>`
      : t('newGift');
    return html`<details .open=${live(this.open)} @toggle=${this.#toggle}>
      <summary>${summary}</summary>
      ${this.open ? this.#form() : nothing}
    </details>`;
  }

  #form(): TemplateResult {
    const {gift, draft} = this;
    const values = this.#values;
    this.#problems = this.checked ? checkGift(values, gift ? [] : this.taken) : NO_PROBLEMS;
    return html`<form class="fields" autocomplete="off" novalidate @submit=${this.#save}>
      ${gift ? nothing : this.#field('id', t('productId'), 64)} ${this.#field('name', t('giftName'), NAME_MAX_CHARS)}
      ${this.#field('price', t('giftPrice'), 12)} ${this.#field('icon', t('giftIcon'), URL_MAX_CHARS, true)}
      ${this.#field('effect', t('giftEffect'), URL_MAX_CHARS, true)}
      <label class="wide check">
        <input
          type="checkbox"
          .checked=${live(values.combo)}
          @change=${({target}: Event) => this.#edit({combo: (target as HTMLInputElement).checked})}
        />
        <span>${t('giftCombo')}</span>
      </label>
      <studio-translations
        class="wide"
        name=${this.#idPrefix}
        .rows=${values.translations}
        .problems=${this.#problems}
        .texts=${[{name: 'name', label: t('giftName'), maxLength: NAME_MAX_CHARS}]}
        @studio-rows=${({detail}: CustomEvent<readonly TranslationRow[]>) => this.#edit({translations: detail})}
      ></studio-translations>
      <div class="wide actions">
        <button class=${draft ? 'primary' : ''} ?disabled=${!draft}>${t('save')}</button>
        <button type="button" ?disabled=${!draft} @click=${this.#discard}>${t('discard')}</button>
        ${this.retire ? html`<button type="button" class="danger" @click=${this.retire}>${t('removeGift')}</button>` : nothing}
      </div>
      ${this.outcome ? html`<div class="wide">${this.outcome}</div>` : nothing}
    </form>`;
  }

  #field(name: Exclude<keyof GiftDraft, 'combo' | 'translations'>, label: string, maxLength: number, wide = false) {
    return html`<label class=${wide ? 'wide' : ''}>
      <span>${label}</span>
      <input
        dir=${wide ? 'ltr' : 'auto'}
        inputmode=${name === 'price' ? 'numeric' : nothing}
        maxlength=${maxLength}
        aria-invalid=${this.#problems.has(name) ? 'true' : 'false'}
        aria-describedby="${this.#idPrefix}-${name}"
        .value=${live(this.#values[name])}
        @input=${({target}: Event) => this.#edit({[name]: (target as HTMLInputElement).value})}
      />
      ${problemText(this.#problems, name, this.#idPrefix)}
    </label>`;
  }

  get #values(): GiftDraft {
    return this.draft ?? (this.gift ? giftDraftOf(this.gift) : NEW_GIFT);
  }

  get #idPrefix(): string {
    return this.gift ? `gift-${this.gift.id}` : 'new-gift';
  }

  #edit(changes: Partial<GiftDraft>): void {
    this.draft = {...this.#values, ...changes};
  }

  readonly #toggle = ({target}: Event) => {
    this.open = (target as HTMLDetailsElement).open;
  };

  readonly #discard = () => {
    this.draft = undefined;
    this.checked = false;
  };

  readonly #save = async (event: Event) => {
    event.preventDefault();
    const {draft} = this;
    if (!draft) return;
    this.checked = true;
    if (checkGift(draft, this.gift ? [] : this.taken).size) {
      await focusFirstProblem(this);
      return;
    }
    // What was typed meanwhile stays.
    if ((await this.save(giftOf(draft))) && this.draft === draft) this.#discard();
  };
}
