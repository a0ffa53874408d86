import {html, type LitElement, type TemplateResult} from 'lit';
import {focusFirstProblem, type Problems} from './problems.ts';
import './translation-fields.ts';
import type {TranslatedText} from './translation-fields.ts';
import {checkTranslations, type TranslationRow} from './translations.ts';

/** The translations in a form of new texts, which keeps them until they are sent. */
export class TranslationDraft {
  readonly #form: LitElement;
  readonly #name: string;
  readonly #texts: () => readonly TranslatedText[];
  #rows: readonly TranslationRow[] = [];
  #problems: Problems = new Map();

  /**
   * @param form Renders `view`.
   * @param name Begins the ids of the fields.
   */
  constructor(form: LitElement, name: string, texts: () => readonly TranslatedText[]) {
    this.#form = form;
    this.#name = name;
    this.#texts = texts;
  }

  get view(): TemplateResult {
    return html`<studio-translations
      class="wide"
      name=${this.#name}
      .rows=${this.#rows}
      .problems=${this.#problems}
      .texts=${this.#texts()}
      @studio-rows=${({detail}: CustomEvent<readonly TranslationRow[]>) => this.#set(detail)}
    ></studio-translations>`;
  }

  /** The rows. Undefined if one is wrong: then the fields show what is wrong, and the first one has the focus. */
  async read(check = checkTranslations): Promise<readonly TranslationRow[] | undefined> {
    this.#problems = new Map();
    check(this.#rows, this.#problems);
    this.#form.requestUpdate();
    if (!this.#problems.size) return this.#rows;
    await focusFirstProblem(this.#form);
    return undefined;
  }

  /** Removes rows that were sent, unless they have changed since. */
  clear(sent: readonly TranslationRow[]): void {
    if (this.#rows === sent) this.#set([]);
  }

  #set(rows: readonly TranslationRow[]): void {
    this.#rows = rows;
    this.#form.requestUpdate();
  }
}
