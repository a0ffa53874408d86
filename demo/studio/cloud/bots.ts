import {html, type TemplateResult} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import {number, t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import {StudioPanel} from '../base/studio-element.ts';

const RATE_MAX = 60;

/** The rate of the demo's bots. */
@customElement('studio-bots')
export class StudioBots extends StudioPanel {
  /** Comments per second. */
  @state() private rate = 0;
  @state() private max = RATE_MAX;
  #moved = false;
  readonly #outcome = new Outcome(() => this.requestUpdate());

  protected override connected(signal: AbortSignal): void {
    this.studio.server.botsRate().then(
      ({messagesPerSecond}) => {
        if (signal.aborted || this.#moved) return;
        this.max = Math.max(RATE_MAX, messagesPerSecond);
        this.rate = messagesPerSecond;
      },
      () => undefined, // The slider then starts at 0. Moving it shows the error.
    );
  }

  protected override render(): TemplateResult {
    return this.card(
      t('company'),
      html`<form class="slider" @submit=${(event: Event) => event.preventDefault()}>
          <label for="rate">${t('rate')}</label>
          <input
            id="rate"
            type="range"
            min="0"
            max=${this.max}
            step="1"
            .value=${live(String(this.rate))}
            @input=${this.#move}
            @change=${this.#set}
          />
          <span class="value">${t('aSecond', {count: number(this.rate)})}</span>
        </form>
        ${this.#outcome.view}`,
      {aside: html`<p class="hint">${t('companyHint')}</p>`},
    );
  }

  readonly #move = (event: Event) => {
    this.#moved = true;
    this.rate = Number((event.target as HTMLInputElement).value);
  };

  readonly #set = () => {
    const count = this.rate;
    void this.#outcome.latest(
      'rate',
      () => this.studio.server.setBotsRate(count),
      () => t(count ? 'botsComment' : 'botsPaused', {count: number(count)}),
    );
  };
}
