import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import {number, t} from '../base/language.ts';
import {noticeTranslationsOf} from '../base/optimistic-room-info.ts';
import {Outcome} from '../base/outcome.ts';
import {focusFirstProblem, type Problems} from '../base/problems.ts';
import {StudioPanel} from '../base/studio-element.ts';
import '../base/translation-fields.ts';
import {
  checkTranslations,
  rowsOf,
  translationsOf,
  type TranslationRow,
  type Translations,
} from '../base/translations.ts';

const NOTICE_MAX_BYTES = 300;

/** The room's notice, and its translations. */
@customElement('studio-notice')
export class StudioNotice extends StudioPanel {
  /** The text as typed. Undefined while the field shows the room's notice. */
  @state() private draft: string | undefined;
  /** The translations as typed. Undefined while the fields show the room's. */
  @state() private rows: readonly TranslationRow[] | undefined;
  @state() private problems: Problems = new Map();
  readonly #outcome = new Outcome(() => this.requestUpdate());

  protected override connected(signal: AbortSignal): void {
    this.renderOn(this.studio.roomInfo, ['change'], signal);
  }

  protected override render(): TemplateResult {
    const left = NOTICE_MAX_BYTES - new TextEncoder().encode(this.#text).length;
    return html`<form class="stack" @submit=${this.#put}>
      <label for="notice">${t('notice')}</label>
      <textarea
        id="notice"
        rows="2"
        maxlength="300"
        aria-describedby="notice-left"
        .value=${live(this.#text)}
        @input=${(event: Event) => (this.draft = (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <p class="hint" id="notice-left">${t('bytesLeft', {count: number(left)})}</p>
      <studio-translations
        name="notice"
        .rows=${this.#rows}
        .problems=${this.problems}
        .texts=${[{name: 'notice', label: t('translated'), maxLength: NOTICE_MAX_BYTES, long: true}]}
        @studio-rows=${({detail}: CustomEvent<readonly TranslationRow[]>) => (this.rows = detail)}
      ></studio-translations>
      ${this.#hasOldRows ? html`<p class="hint wide" role="status">${t('translationsOld')}</p>` : nothing}
      <button>${t('putNotice')}</button>
      ${this.#outcome.view}
    </form>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.querySelector('textarea')!.setCustomValidity(isTooLong(this.#text) ? t('tooLong') : '');
  }

  get #text(): string {
    return this.draft ?? this.studio.roomInfo.notice ?? '';
  }

  get #rows(): readonly TranslationRow[] {
    const translations: unknown = JSON.parse(this.studio.roomInfo.noticeTranslations ?? '{}');
    return this.rows ?? rowsOf(translations as Translations, ['notice']);
  }

  /** True while the text is another one and the translations are still those of the text before. */
  get #hasOldRows(): boolean {
    const {draft} = this;
    const isChanged = draft !== undefined && draft.trim() !== (this.studio.roomInfo.notice ?? '');
    return isChanged && !!draft.trim() && this.rows === undefined && this.#rows.length > 0;
  }

  readonly #put = async (event: Event) => {
    event.preventDefault();
    const {server, roomInfo, path} = this.studio;
    const typed = this.#text;
    const text = typed.trim();
    const rows = this.#rows;
    this.problems = checkRows(rows);
    if (this.problems.size) {
      await focusFirstProblem(this);
      return;
    }
    // Without a text there is nothing to translate.
    const translations = text ? translationsOf(rows) : {};
    // The draft stays until the room has it: an answer to an earlier text must not replace it.
    this.draft = typed;
    this.rows = rows;
    const isUp = await roomInfo.changeLatest(
      this.#outcome,
      'notice',
      {notice: text, noticeTranslations: noticeTranslationsOf(translations)},
      () => server.call('PUT', `${path}/notice`, {text, translations}),
      () => t(text ? 'noticeUp' : 'noticeDown'),
    );
    if (isUp && this.draft === typed) this.draft = undefined;
    if (isUp && this.rows === rows) this.rows = undefined;
  };
}

function checkRows(rows: readonly TranslationRow[]): Problems {
  const problems: Problems = new Map();
  checkTranslations(rows, problems);
  rows.forEach(({texts}, index) => {
    if (isTooLong(texts['notice'] ?? '')) problems.set(`translations.${index}.notice`, 'tooLong');
  });
  return problems;
}

function isTooLong(text: string): boolean {
  return new TextEncoder().encode(text).length > NOTICE_MAX_BYTES;
}
