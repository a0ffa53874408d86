import {html, type PropertyValues, type TemplateResult} from 'lit';
import {customElement, property} from 'lit/decorators.js';
import {formText} from '../base/form-text.ts';
import {t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import {StudioElement} from '../base/studio-element.ts';
import '../settings/appearance.ts';

export type EntersAs = 'host' | 'watch';

const DEMO_TOKEN = 'demo-operator';

/** The form that asks for the operator token. */
@customElement('studio-sign-in')
export class StudioSignIn extends StudioElement {
  /** The platform's origin. */
  @property({attribute: false}) platform = '';
  /** The error of an earlier sign-in. */
  @property({attribute: false}) error: unknown;
  /** Signs in with a token; rejects if the server refuses it. */
  @property({attribute: false}) signIn!: (token: string, as: EntersAs) => Promise<void>;
  readonly #outcome = new Outcome(() => this.requestUpdate());

  protected override render(): TemplateResult {
    const isLocal = /^http:\/\/(localhost|127\.0\.0\.1)\b/.test(this.platform);
    return html`<main class="door">
      <form class="card" autocomplete="off" @submit=${this.#submit}>
        <h1>${t('signInTitle')}</h1>
        <p class="hint">${t('signInText')}</p>
        <label for="token">${t('token')}</label>
        <input
          id="token"
          name="token"
          type="password"
          required
          autocomplete="off"
          spellcheck="false"
          value=${isLocal ? DEMO_TOKEN : ''}
        />
        <p class="hint">${t('tokenHint')}</p>
        <fieldset class="choice">
          <legend>${t('takePart')}</legend>
          <label><input type="radio" name="as" value="host" checked /><span>${t('asHost')}</span></label>
          <label><input type="radio" name="as" value="watch" /><span>${t('asWatcher')}</span></label>
        </fieldset>
        <button class="primary" aria-disabled=${this.#outcome.busy() ? 'true' : 'false'}>${t('signIn')}</button>
        ${this.#outcome.view}
      </form>
      <studio-appearance></studio-appearance>
    </main>`;
  }

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    this.querySelector<HTMLInputElement>('#token')!.focus();
    if (this.error) this.#outcome.fail(this.error);
  }

  readonly #submit = (event: Event) => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const as = data.get('as') === 'watch' ? 'watch' : 'host';
    void this.#outcome.once(
      'sign in',
      () => this.signIn(formText(data, 'token'), as),
      () => t('welcome'),
    );
  };
}
