import {html, type TemplateResult} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import {number, t} from '../base/language.ts';
import type {RoomSettings} from '../base/optimistic-room-info.ts';
import {Outcome} from '../base/outcome.ts';
import {StudioPanel} from '../base/studio-element.ts';

/** The rules of speaking: mute all, and slow mode. */
@customElement('studio-rules')
export class StudioRules extends StudioPanel {
  /** The seconds as typed. Undefined while the field shows the room's. */
  @state() private draft: string | undefined;
  readonly #outcome = new Outcome(() => this.requestUpdate());

  protected override connected(signal: AbortSignal): void {
    this.renderOn(this.studio.roomInfo, ['change'], signal);
  }

  protected override render(): TemplateResult {
    const muted = this.#muted;
    return this.card(
      t('rules'),
      html`<div class="line">
          <p>${t(muted ? 'mutedAll' : 'everybodyMaySpeak')}</p>
          <button type="button" aria-pressed=${muted ? 'true' : 'false'} @click=${this.#toggle}>${t('muteAll')}</button>
        </div>
        <form class="line" @submit=${this.#setSlowMode}>
          <label for="slow">${t('slowMode')}</label>
          <span class="pair">
            <input
              id="slow"
              type="number"
              inputmode="numeric"
              required
              min="0"
              max="3600"
              .value=${live(this.#seconds)}
              @input=${(event: Event) => (this.draft = (event.target as HTMLInputElement).value)}
            />
            <button>${t('set')}</button>
          </span>
        </form>
        ${this.#outcome.view}`,
    );
  }

  get #muted(): boolean {
    return this.studio.roomInfo.mutedAll ?? false;
  }

  get #seconds(): string {
    return this.draft ?? String(this.studio.roomInfo.slowMode ?? 0);
  }

  readonly #toggle = () => {
    const on = !this.#muted;
    void this.#put('mute-all', {mutedAll: on}, {on}, () => t(on ? 'mutedAll' : 'everybodyMaySpeak'));
  };

  readonly #setSlowMode = async (event: Event) => {
    event.preventDefault();
    const typed = this.#seconds;
    const seconds = Number(typed);
    this.draft = typed;
    const isSet = await this.#put('slow-mode', {slowMode: seconds}, {seconds}, () =>
      t(seconds ? 'slowIs' : 'slowOff', {seconds: number(seconds)}),
    );
    if (isSet && this.draft === typed) this.draft = undefined;
  };

  #put(
    name: 'mute-all' | 'slow-mode',
    values: Partial<RoomSettings>,
    body: object,
    done: () => string,
  ): Promise<boolean> {
    const {server, roomInfo, path} = this.studio;
    const call = () => server.call('PUT', `${path}/${name}`, body);
    return roomInfo.changeLatest(this.#outcome, name, values, call, done);
  }
}
