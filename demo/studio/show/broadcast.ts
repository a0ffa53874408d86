import {html, type TemplateResult} from 'lit';
import {customElement} from 'lit/decorators.js';
import {BROADCAST_MAX_CHARS} from '../../../src/protocol/limits.js';
import {formText} from '../base/form-text.ts';
import {clock, t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import {safeAddress} from '../base/safe-address.ts';
import {StudioPanel} from '../base/studio-element.ts';
import {TranslationDraft} from '../base/translation-draft.ts';
import {translationsOf} from '../base/translations.ts';

/** Sends a broadcast to every room of the app. */
@customElement('studio-broadcast')
export class StudioBroadcast extends StudioPanel {
  readonly #outcome = new Outcome(() => this.requestUpdate());
  readonly #translations = new TranslationDraft(this, 'broadcast', () => [
    {name: 'text', label: t('translated'), maxLength: BROADCAST_MAX_CHARS, long: true},
  ]);

  protected override render(): TemplateResult {
    return this.card(
      t('broadcast'),
      html`<form class="fields" autocomplete="off" @submit=${this.#send}>
        <label class="wide">
          <span>${t('broadcastText')}</span>
          <textarea name="text" rows="2" required maxlength=${BROADCAST_MAX_CHARS}></textarea>
        </label>
        ${this.#translations.view}
        <label>
          <span>${t('urgency')}</span>
          <select name="level">
            <option value="info">${t('levelInfo')}</option>
            <option value="warning">${t('levelWarning')}</option>
            <option value="urgent">${t('levelUrgent')}</option>
          </select>
        </label>
        <label>
          <span>${t('expiry')}</span>
          <select name="expiry">
            <option value="">${t('expiryNone')}</option>
            <option value="60">${t('expiry1')}</option>
            <option value="600">${t('expiry10')}</option>
            <option value="3600">${t('expiry60')}</option>
          </select>
        </label>
        <label class="wide">
          <span>${t('link')}</span>
          <input name="href" type="url" dir="ltr" maxlength="2000" placeholder="https://" @input=${this.#check} />
        </label>
        <button class="primary" aria-disabled=${this.#outcome.busy('broadcast') ? 'true' : 'false'}>
          ${t('sendBroadcast')}
        </button>
        <div class="wide">${this.#outcome.view}</div>
      </form>`,
      {aside: html`<p class="hint">${t('broadcastHint')}</p>`},
    );
  }

  readonly #check = ({target}: Event) => {
    const field = target as HTMLInputElement;
    const href = field.value.trim();
    field.setCustomValidity(!href || safeAddress(href) ? '' : t('linkInvalid'));
  };

  readonly #send = async (event: Event) => {
    event.preventDefault();
    const {server, room} = this.studio;
    const {session} = room;
    const data = new FormData(event.target as HTMLFormElement);
    const text = oneLine(formText(data, 'text'));
    const href = formText(data, 'href');
    const seconds = Number(formText(data, 'expiry'));
    if (!text) return;
    const rows = await this.#translations.read();
    if (!rows) return;
    const translations = translationsOf(
      rows.map(({lang, texts}) => ({lang, texts: {text: oneLine(texts['text'] ?? '')}})),
    );
    const sent = await this.#outcome.once(
      'broadcast',
      async () => {
        const expiresAt = seconds ? Math.floor(session.now() / 1_000) + seconds : undefined;
        const body = {
          text,
          level: formText(data, 'level'),
          ...(href && {href}),
          ...(expiresAt && {expiresAt}),
          translations,
        };
        const {broadcastId} = await server.call<{broadcastId: string}>('POST', '/broadcasts', body);
        return {id: broadcastId, at: session.now() / 1_000};
      },
      ({id, at}) => t('broadcastSent', {id, time: clock(at)}),
    );
    const field = this.querySelector('textarea')!;
    if (sent && oneLine(field.value) === text) field.value = '';
    if (sent) this.#translations.clear(rows);
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
