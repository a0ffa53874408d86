import {html, type TemplateResult} from 'lit';
import {customElement, property, state} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import {number, t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import {StudioPanel} from '../base/studio-element.ts';

const PERSON_FAULTS = ['cut', 'silence', 'expireSignature', 'kick', 'refuse'] as const;
const NUMBERS = [
  ['delayMs', 60_000, 0],
  ['callbackDelayMs', 60_000, 0],
  ['messagesPerSecond', 1_000_000, 40],
] as const;
const CHOICES = [
  ['edition', {ultimate: 'editionUltimate', pro: 'editionPro', trial: 'editionTrial'}],
  ['mode', {push: 'modePush', poll: 'modePoll'}],
] as const;
const SWITCHES = ['dropPushes', 'replayAfterLogin', 'multiLogin'] as const;

type PersonFault = (typeof PERSON_FAULTS)[number];
type Setting = (typeof NUMBERS)[number][0] | (typeof CHOICES)[number][0] | (typeof SWITCHES)[number];

/** Injects faults into the local cloud. */
@customElement('studio-faults')
export class StudioFaults extends StudioPanel {
  /** The user id of the faults that concern one user. */
  @property() userId = '';
  @state() private seconds = '10';
  readonly #outcome = new Outcome(() => this.requestUpdate());

  protected override render(): TemplateResult {
    return this.card(
      t('cloud'),
      html`<p class="hint">${t('cloudHint')}</p>
        ${this.#personForm()} ${this.#settingsForm()} ${this.#outcome.view}`,
      {aside: html`<button type="button" class="plain" @click=${this.#restore}>${t('resetFaults')}</button>`},
    );
  }

  #personForm(): TemplateResult {
    return html`<form class="fields" autocomplete="off" @submit=${this.#faultPerson}>
      <label>
        <span>${t('faultUser')}</span>
        <input
          maxlength="32"
          placeholder=${t('faultUserHint')}
          .value=${live(this.userId)}
          @input=${(event: Event) => (this.userId = (event.target as HTMLInputElement).value)}
        />
      </label>
      <label>
        <span>${t('forSeconds')}</span>
        <input
          type="number"
          inputmode="numeric"
          required
          min="1"
          max="3600"
          .value=${live(this.seconds)}
          @input=${(event: Event) => (this.seconds = (event.target as HTMLInputElement).value)}
        />
      </label>
      <div class="actions wide">${PERSON_FAULTS.map((name) => html`<button value=${name}>${t(name)}</button>`)}</div>
    </form>`;
  }

  #settingsForm(): TemplateResult {
    return html`<form
      class="fields settings"
      @submit=${(event: Event) => event.preventDefault()}
      @change=${this.#changeSetting}
    >
      ${NUMBERS.map(
        ([name, max, initial]) =>
          html`<label>
            <span>${t(name)}</span>
            <input name=${name} type="number" inputmode="numeric" min="0" max=${max} value=${initial} required />
          </label>`,
      )}
      ${CHOICES.map(
        ([name, options]) =>
          html`<label>
            <span>${t(name)}</span>
            <select name=${name}>
              ${Object.entries(options).map(([value, term]) => html`<option value=${value}>${t(term)}</option>`)}
            </select>
          </label>`,
      )}
      <fieldset class="checks wide">
        <legend class="unseen">${t('switches')}</legend>
        ${SWITCHES.map(
          (name) => html`<label class="check"><input type="checkbox" name=${name} /><span>${t(name)}</span></label>`,
        )}
      </fieldset>
    </form>`;
  }

  readonly #faultPerson = (event: SubmitEvent) => {
    event.preventDefault();
    const name = (event.submitter as HTMLButtonElement).value as PersonFault;
    const userId = this.userId.trim();
    const seconds = Number(this.seconds);
    const faults = {
      cut: {cut: {userId}},
      silence: {silence: {userId, seconds}},
      expireSignature: {expireSignature: {userId}},
      kick: {kick: {userId, type: 1}},
      refuse: {refuse: {seconds}},
    };
    void this.#outcome.once(
      `${name} ${userId}`,
      () => this.studio.server.fault(faults[name]),
      () => t(`done-${name}`, {who: userId || t('allGuests'), seconds: number(seconds)}),
    );
  };

  readonly #changeSetting = ({target}: Event) => {
    const field = target as HTMLInputElement | HTMLSelectElement;
    if (!field.reportValidity()) return;
    const name = field.name as Setting;
    const value = valueOf(field);
    void this.#outcome.latest(
      name,
      () => this.studio.server.fault({[name]: value}),
      () => t('faultIs', {name: t(name), value: textOf(name, value)}),
    );
  };

  readonly #restore = async () => {
    const restored = await this.#outcome.latest(
      'restore',
      () => this.studio.server.restoreCloud(),
      () => t('cloudRestored'),
    );
    if (restored) this.querySelector<HTMLFormElement>('form.settings')!.reset();
  };
}

function valueOf(field: HTMLInputElement | HTMLSelectElement): boolean | number | string {
  if (field.type === 'checkbox') return field.checked;
  return field.type === 'number' ? Number(field.value) : field.value;
}

function textOf(name: Setting, value: boolean | number | string): string {
  if (typeof value === 'boolean') return t(value ? 'on' : 'off');
  if (typeof value === 'number') return number(value);
  const options = CHOICES.find(([other]) => other === name)?.[1];
  const term = Object.entries(options ?? {}).find(([option]) => option === value)?.[1];
  return term ? t(term) : value;
}
