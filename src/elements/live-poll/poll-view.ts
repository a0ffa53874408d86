import {html, nothing, type TemplateResult} from 'lit';
import {commerceTerms} from '../../locales/commerce/load-commerce-terms.js';
import type {CommerceTerms} from '../../locales/commerce/commerce-terms.js';
import {LiveError} from '../../protocol/errors.js';
import {decodePoll, type Poll} from '../../protocol/polls.js';
import {translated} from '../../protocol/translated.js';
import type {LiveEventDetails} from '../base/events.js';
import type {LocalizeController} from '../base/localize-controller.js';

export {styles} from './poll-view.styles.js';

/** Time that the result of a closed poll stays, ms. */
const RESULT_SHOWN_MS = 30_000;

/** The parts of the element that `PollView` uses. */
export interface PollViewOptions {
  readonly localize: LocalizeController;
  /** Votes. Rejects with a `LiveError`. */
  vote(optionId: string): Promise<void>;
  update(): void;
  fire<T extends 'live-poll-open' | 'live-poll-close' | 'live-error'>(type: T, detail: LiveEventDetails[T]): void;
}

/** The poll of the room, and the viewer's vote in it. */
export class PollView {
  readonly #options: PollViewOptions;
  #poll: Poll | undefined;
  /** Id of the poll whose result is no longer shown. */
  #doneId: string | undefined;
  #vote: string | undefined;
  #error = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PollViewOptions) {
    this.#options = options;
  }

  get poll(): Poll | undefined {
    return this.#poll;
  }

  /** Undefined while there is nothing to show. */
  get state(): 'open' | 'closed' | undefined {
    if (!this.#poll || this.#poll.pollId === this.#doneId) return undefined;
    return this.#poll.phase === 'closed' ? 'closed' : 'open';
  }

  /** Id of the viewer's answer in this poll. */
  get vote(): string | undefined {
    return this.#vote;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Receives a poll from the room or a message. An invalid poll is ignored. Undefined means another room. */
  receive(received: unknown): void {
    const before = this.#poll;
    const next = decodePoll(received);
    if (received !== undefined && (!next || (before?.pollId === next.pollId && before.phase === 'closed'))) return;
    this.#poll = next && before?.pollId === next.pollId ? {...next, counts: next.counts ?? before.counts} : next;
    if (next?.pollId !== before?.pollId) {
      this.#vote = undefined;
      this.#error = '';
      clearTimeout(this.#timer);
    }
    if (!next) return;
    const {pollId, phase} = next;
    if (phase === 'closed') {
      this.#timer = setTimeout(() => {
        this.#doneId = pollId;
        this.#options.update();
      }, RESULT_SHOWN_MS);
      queueMicrotask(() => this.#options.fire('live-poll-close', {pollId}));
    } else if (pollId !== before?.pollId) queueMicrotask(() => this.#options.fire('live-poll-open', {pollId}));
  }

  /** Called when the server has counted the viewer's vote. */
  voted(pollId: string, optionId: string): void {
    if (pollId === this.#poll?.pollId) this.#vote = optionId;
    this.#options.update();
  }

  render(): TemplateResult | typeof nothing {
    const poll = this.#poll;
    if (!poll || !this.state) return nothing;
    const {localize, update} = this.#options;
    const terms = commerceTerms(localize.lang, update);
    const {options, counts = {}, total = 0, phase} = poll;
    const sum = Math.max(
      total,
      options.reduce((votes, {id}) => votes + (counts[id] ?? 0), 0),
    );
    return html`<section class="card" aria-label=${terms.poll}>
      <h2 part="question" class="question" dir="auto">${translated(poll, 'question', localize.lang)}</h2>
      <ul class="options" role="list">
        ${options.map((option) => html`<li>${this.#option(option, counts[option.id] ?? 0, sum, terms)}</li>`)}
      </ul>
      <p part="total" class="total">
        ${terms.votes(localize.exact(sum))}${phase === 'closed' ? html` · ${terms.pollClosed}` : nothing}
      </p>
      <p class="error" role="status" dir="auto">${this.#error}</p>
    </section>`;
  }

  #option(option: Poll['options'][number], votes: number, sum: number, terms: CommerceTerms): TemplateResult {
    const {localize} = this.#options;
    const {id} = option;
    const isOwn = id === this.#vote;
    const share = sum ? votes / sum : 0;
    const percent = `${localize.exact(Math.round(share * 100))} %`;
    const content = html`<span class="text" dir="auto">${translated(option, 'text', localize.lang)}</span
      >${isOwn ? html`<span class="own">${terms.yourVote}</span>` : nothing}<bdi class="share">${percent}</bdi
      ><progress part="bar" class="bar" max="1" .value=${share} aria-hidden="true"></progress>`;
    if (this.#poll?.phase === 'closed') return html`<div part="option" class="option">${content}</div>`;
    return html`<button
      part="option"
      class="option"
      type="button"
      aria-pressed=${isOwn}
      @click=${() => void this.#press(id, terms)}
    >
      ${content}
    </button>`;
  }

  async #press(optionId: string, terms: CommerceTerms): Promise<void> {
    if (optionId === this.#vote) return;
    this.#error = '';
    try {
      await this.#options.vote(optionId);
    } catch (reason) {
      const error = LiveError.from(reason, 'BACKEND_UNAVAILABLE', 'the vote was not sent');
      this.#error = this.#poll?.phase === 'closed' ? terms.pollClosed : terms.voteFailed;
      this.#options.fire('live-error', {error});
    }
    this.#options.update();
  }
}
