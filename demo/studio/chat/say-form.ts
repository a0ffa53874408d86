import {html, type TemplateResult} from 'lit';
import {customElement} from 'lit/decorators.js';
import {t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import {StudioPanel} from '../base/studio-element.ts';

/** Sends a comment as the service account. */
@customElement('studio-say-form')
export class StudioSayForm extends StudioPanel {
  readonly #outcome = new Outcome(() => this.requestUpdate());

  protected override render(): TemplateResult {
    return html`<form class="say" autocomplete="off" @submit=${this.#send}>
      <label class="unseen" for="say">${t('sayAsService')}</label>
      <input id="say" name="text" required maxlength="2000" placeholder=${t('sayAsService')} />
      <button aria-disabled=${this.#outcome.busy('say') ? 'true' : 'false'}>${t('say')}</button>
      ${this.#outcome.view}
    </form>`;
  }

  readonly #send = async (event: Event) => {
    event.preventDefault();
    const field = this.querySelector('input')!;
    const text = field.value.trim();
    if (!text) return;
    const {server, path} = this.studio;
    const isSent = await this.#outcome.once(
      'say',
      () => server.call('POST', `${path}/messages`, {text}),
      () => t('commentSent'),
    );
    if (isSent && field.value.trim() === text) field.value = '';
  };
}
