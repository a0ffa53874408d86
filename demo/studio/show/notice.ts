import {html, type PropertyValues, type TemplateResult} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import {number, t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import {StudioPanel} from '../base/studio-element.ts';

const NOTICE_MAX_BYTES = 300;

/** The room's notice. */
@customElement('studio-notice')
export class StudioNotice extends StudioPanel {
  /** The text as typed. Undefined while the field shows the room's notice. */
  @state() private draft: string | undefined;
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
      <button>${t('putNotice')}</button>
      ${this.#outcome.view}
    </form>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const tooLong = new TextEncoder().encode(this.#text).length > NOTICE_MAX_BYTES;
    this.querySelector('textarea')!.setCustomValidity(tooLong ? t('tooLong') : '');
  }

  get #text(): string {
    return this.draft ?? this.studio.roomInfo.notice ?? '';
  }

  readonly #put = async (event: Event) => {
    event.preventDefault();
    const {server, roomInfo, path} = this.studio;
    const typed = this.#text;
    const text = typed.trim();
    // The draft stays until the room has it: an answer to an earlier text must not replace it.
    this.draft = typed;
    const isUp = await roomInfo.changeLatest(
      this.#outcome,
      'notice',
      {notice: text},
      () => server.call('PUT', `${path}/notice`, {text}),
      () => t(text ? 'noticeUp' : 'noticeDown'),
    );
    if (isUp && this.draft === typed) this.draft = undefined;
  };
}
