import {html, type TemplateResult} from 'lit';
import {customElement} from 'lit/decorators.js';
import {POLL_OPTIONS_MAX, POLL_OPTIONS_MIN, POLL_QUESTION_MAX_CHARS} from '../../../src/protocol/limits.js';
import type {Poll} from '../../../src/protocol/polls.js';
import {formText} from '../base/form-text.ts';
import {number, t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import {StudioPanel} from '../base/studio-element.ts';
import {TranslationDraft} from '../base/translation-draft.ts';
import {checkPollTranslations, linesOf, pollBody} from './poll-draft.ts';

/** Characters of all answers in one language. */
const ANSWERS_MAX_CHARS = 800;

/** Opens a poll, shows its counts and closes it. */
@customElement('studio-poll')
export class StudioPoll extends StudioPanel {
  readonly #outcome = new Outcome(() => this.requestUpdate());
  readonly #translations = new TranslationDraft(this, 'poll', () => [
    {name: 'question', label: t('pollQuestion'), maxLength: POLL_QUESTION_MAX_CHARS},
    {name: 'answers', label: t('pollAnswers'), maxLength: ANSWERS_MAX_CHARS, long: true},
  ]);

  protected override connected(signal: AbortSignal): void {
    this.renderOn(this.studio.poll, ['room'], signal);
  }

  protected override render(): TemplateResult {
    const poll = this.studio.poll.room?.poll;
    const isOpen = poll?.phase === 'open';
    return this.card(
      t('poll'),
      html`${poll ? this.#counts(poll) : ''}
      ${
        isOpen
          ? html`<button type="button" @click=${() => this.#close(poll.pollId)}>${t('closePoll')}</button>`
          : this.#form()
      }
      ${this.#outcome.view}`,
      {aside: html`<p class="hint">${t('pollHint')}</p>`},
    );
  }

  #counts({question, options, counts = {}, total = 0}: Poll): TemplateResult {
    return html`<p><strong>${question}</strong></p>
      <ul>
        ${options.map(({id, text}) => html`<li>${text}: ${number(counts[id] ?? 0)}</li>`)}
      </ul>
      <p class="hint">${t('pollVoters', {count: number(total)})}</p>`;
  }

  #form(): TemplateResult {
    return html`<form class="fields" autocomplete="off" @submit=${this.#open}>
      <label class="wide">
        <span>${t('pollQuestion')}</span>
        <input name="question" required maxlength=${POLL_QUESTION_MAX_CHARS} />
      </label>
      <label class="wide">
        <span>${t('pollAnswers')}</span>
        <textarea name="answers" rows="3" required @input=${this.#check}></textarea>
      </label>
      ${this.#translations.view}
      <label>
        <span>${t('pollSeconds')}</span>
        <input name="seconds" type="number" min="10" max="86400" value="120" required />
      </label>
      <button class="primary" aria-disabled=${this.#outcome.busy('poll') ? 'true' : 'false'}>${t('openPoll')}</button>
    </form>`;
  }

  readonly #check = ({target}: Event) => {
    const field = target as HTMLTextAreaElement;
    const {length} = linesOf(field.value);
    field.setCustomValidity(length < POLL_OPTIONS_MIN || length > POLL_OPTIONS_MAX ? t('pollAnswersInvalid') : '');
  };

  readonly #open = async (event: Event) => {
    event.preventDefault();
    const {server, path, poll} = this.studio;
    const data = new FormData(event.target as HTMLFormElement);
    const question = formText(data, 'question').trim();
    const answers = linesOf(formText(data, 'answers'));
    const rows = await this.#translations.read((typed, problems) => checkPollTranslations(answers, typed, problems));
    if (!rows) return;
    const seconds = Number(formText(data, 'seconds'));
    const opened = await this.#outcome.once(
      'poll',
      async () => {
        await server.call('POST', `${path}/polls`, {...pollBody(question, answers, rows), seconds});
        await poll.refresh();
      },
      () => t('pollOpened'),
    );
    if (opened) this.#translations.clear(rows);
  };

  async #close(pollId: string): Promise<void> {
    const {server, poll} = this.studio;
    await this.#outcome.once(
      'poll',
      async () => {
        await server.call('POST', `/polls/${encodeURIComponent(pollId)}/close`);
        await poll.refresh();
      },
      () => t('pollClosed'),
    );
  }
}
