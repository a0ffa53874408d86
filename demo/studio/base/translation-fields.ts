import {html, nothing, type TemplateResult} from 'lit';
import {customElement, property} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import {lang, t, type Term} from './language.ts';
import {problemText} from './problems.ts';
import {StudioElement} from './studio-element.ts';
import {LANGUAGES_MAX, type TranslationRow} from './translations.ts';

/** The languages of the room's elements. Others can be typed. */
const OFFERED = ['en', 'zh-CN', 'zh-TW', 'ja', 'ko', 'es', 'fr', 'de', 'pt', 'id', 'ar'];

/** A text that is translated. */
export interface TranslatedText {
  readonly name: string;
  readonly label: string;
  readonly maxLength: number;
  readonly long?: boolean;
}

/** Rows of a language and its texts. Fires `studio-rows` with the new rows. */
@customElement('studio-translations')
export class StudioTranslations extends StudioElement {
  @property({attribute: false}) rows: readonly TranslationRow[] = [];
  @property({attribute: false}) texts: readonly TranslatedText[] = [];
  @property({attribute: false}) problems: ReadonlyMap<string, Term> = new Map();
  /** Begins the ids inside. */
  @property() name = '';

  protected override render(): TemplateResult {
    const {rows, name} = this;
    return html`<fieldset class="translations">
      <legend>${t('translations')}</legend>
      ${rows.map((row, index) => this.#row(row, index))}
      <button type="button" ?disabled=${rows.length >= LANGUAGES_MAX} @click=${this.#add}>
        ${t('addTranslation')}
      </button>
      <datalist id="${name}-languages">
        ${rows.length ? OFFERED.map((tag) => html`<option value=${tag}>${nameOf(tag)}</option>`) : nothing}
      </datalist>
    </fieldset>`;
  }

  #row({lang: tag, texts}: TranslationRow, index: number): TemplateResult {
    const {name} = this;
    const at = `translations.${index}`;
    return html`<div class="translation" role="group" aria-label="${t('translation')} ${index + 1}">
      <label>
        <span>${t('language')}</span>
        <input
          dir="ltr"
          maxlength="35"
          list="${name}-languages"
          placeholder="en"
          aria-invalid=${this.problems.has(`${at}.lang`) ? 'true' : 'false'}
          aria-describedby="${name}-${at}.lang"
          .value=${live(tag)}
          @input=${(event: Event) => this.#edit(index, {lang: valueOf(event), texts})}
        />
        ${problemText(this.problems, `${at}.lang`, name)}
      </label>
      ${this.texts.map((text) => this.#text(text, tag, texts, index))}
      <button
        type="button"
        aria-label="${t('removeTranslation')}: ${tag}"
        @click=${() => this.#change(this.rows.filter((_, other) => other !== index))}
      >
        ${t('removeTranslation')}
      </button>
    </div>`;
  }

  #text(
    {name: key, label, maxLength, long = false}: TranslatedText,
    tag: string,
    texts: TranslationRow['texts'],
    index: number,
  ): TemplateResult {
    const path = `translations.${index}.${key}`;
    const invalid = this.problems.has(path) ? 'true' : 'false';
    const described = `${this.name}-${path}`;
    const edit = (event: Event) => this.#edit(index, {lang: tag, texts: {...texts, [key]: valueOf(event)}});
    const value = live(texts[key] ?? '');
    const control = long
      ? html`<textarea
          rows="2"
          dir="auto"
          maxlength=${maxLength}
          aria-invalid=${invalid}
          aria-describedby=${described}
          .value=${value}
          @input=${edit}
        ></textarea>`
      : html`<input
          dir="auto"
          maxlength=${maxLength}
          aria-invalid=${invalid}
          aria-describedby=${described}
          .value=${value}
          @input=${edit}
        />`;
    return html`<label><span>${label}</span>${control}${problemText(this.problems, path, this.name)}</label>`;
  }

  readonly #add = async () => {
    const texts = Object.fromEntries(this.texts.map(({name}) => [name, '']));
    const {length} = this.rows;
    this.#change([...this.rows, {lang: '', texts}]);
    await this.updateComplete;
    this.querySelectorAll<HTMLElement>('.translation')[length]?.querySelector('input')?.focus();
  };

  #edit(index: number, row: TranslationRow): void {
    this.#change(this.rows.map((other, at) => (at === index ? row : other)));
  }

  #change(rows: readonly TranslationRow[]): void {
    this.rows = rows;
    this.dispatchEvent(new CustomEvent('studio-rows', {detail: rows}));
  }
}

function valueOf({target}: Event): string {
  return (target as HTMLInputElement).value;
}

function nameOf(tag: string): string {
  try {
    return new Intl.DisplayNames(lang(), {type: 'language'}).of(tag) ?? tag;
  } catch {
    return tag; // The browser has no names of languages.
  }
}
