import {html, type TemplateResult} from 'lit';
import {customElement, property} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {clock, t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import type {Question} from '../base/server-types.ts';
import {StudioPanel} from '../base/studio-element.ts';
import type {Questions} from './questions-store.ts';

/** The queue of viewers' questions. The question that is being answered is pinned in the room. */
@customElement('studio-questions')
export class StudioQuestions extends StudioPanel {
  @property({attribute: false}) questions!: Questions;
  readonly #outcome = new Outcome(() => this.requestUpdate());

  protected override connected(signal: AbortSignal): void {
    this.renderOn(this.questions, ['change'], signal);
  }

  protected override render(): TemplateResult {
    const {list} = this.questions;
    return this.card(
      t('questions'),
      html`${this.#outcome.view}
        <ul class="entries reports">
          ${repeat(
            list,
            ({seq}) => seq,
            (question) => this.#entry(question),
          )}
        </ul>
        ${list.length ? '' : html`<p class="nothing">${t('noQuestions')}</p>`}`,
      {aside: html`<p class="hint">${t('questionsHint')}</p>`, kind: 'fill'},
    );
  }

  #entry({seq, time, state, from, text}: Question): TemplateResult {
    const name = from.nick || from.userId;
    const isAnswering = state === 'answering';
    return html`<li>
      ${isAnswering ? html`<p><span class="mark">${t('answeringNow')}</span></p>` : ''}
      <blockquote dir="auto">${text}</blockquote>
      <p class="hint"><bdi>${name}</bdi>, ${clock(time)}</p>
      <div class="actions">
        ${
          isAnswering
            ? ''
            : html`<button type="button" class="soft" @click=${() => this.#set(seq, 'answering')}>
                ${t('answerNow')}
              </button>`
        }
        <button type="button" @click=${() => this.#set(seq, 'answered')}>${t('answered')}</button>
      </div>
    </li>`;
  }

  #set(seq: number, state: Question['state']): Promise<boolean> {
    return this.#outcome.latest(
      `question ${seq}`,
      () => this.questions.set(seq, state),
      () => t(state === 'answering' ? 'isAnswering' : 'isAnswered'),
    );
  }
}
