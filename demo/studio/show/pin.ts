import {html, type TemplateResult} from 'lit';
import {customElement} from 'lit/decorators.js';
import {formText} from '../base/form-text.ts';
import {t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import {StudioPanel} from '../base/studio-element.ts';
import {TranslationDraft} from '../base/translation-draft.ts';
import {translationsOf, type Translations} from '../base/translations.ts';
import {commentText} from '../chat/comment-text.ts';

const TEXT_MAX_CHARS = 400;

/** Pins a text at the head of the chat, and removes the pin. */
@customElement('studio-pin')
export class StudioPin extends StudioPanel {
  readonly #outcome = new Outcome(() => this.requestUpdate());
  readonly #translations = new TranslationDraft(this, 'pin', () => [
    {name: 'text', label: t('translated'), maxLength: TEXT_MAX_CHARS},
  ]);

  protected override connected(signal: AbortSignal): void {
    this.renderOn(this.studio.poll, ['room'], signal);
  }

  protected override render(): TemplateResult {
    const pin = this.studio.poll.room?.pin;
    const comment = this.studio.room.session.state.comments.list.find(({seq}) => seq !== undefined && seq === pin?.seq);
    const text = pin?.text ?? (comment ? `${comment.from.nick}: ${commentText(comment)}` : t('pinnedComment'));
    const pinned = pin && html`<p><strong dir="auto">${text}</strong></p>`;
    return this.card(
      t('pin'),
      html`${pinned}
        <form class="fields" autocomplete="off" @submit=${this.#put}>
          <label class="wide">
            <span>${t('pinText')}</span>
            <input name="text" required maxlength=${TEXT_MAX_CHARS} />
          </label>
          ${this.#translations.view}
          <div class="wide actions">
            <button class="primary">${t('putPin')}</button>
            <button type="button" ?disabled=${!pin} @click=${() => this.#send({}, 'pinDown')}>${t('removePin')}</button>
          </div>
          <div class="wide">${this.#outcome.view}</div>
        </form>`,
      {aside: html`<p class="hint">${t('pinHint')}</p>`},
    );
  }

  readonly #put = async (event: Event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const text = formText(new FormData(form), 'text').trim();
    const rows = await this.#translations.read();
    if (!text || !rows || !(await this.#send({text, translations: translationsOf(rows)}, 'pinUp'))) return;
    form.reset();
    this.#translations.clear(rows);
  };

  #send(
    body: {readonly text?: string; readonly translations?: Translations},
    done: 'pinUp' | 'pinDown',
  ): Promise<boolean> {
    const {server, path, poll} = this.studio;
    return this.#outcome.latest(
      'pin',
      async () => {
        await server.call('PUT', `${path}/pin`, body);
        await poll.refresh();
      },
      () => t(done),
    );
  }
}
