import {html, type TemplateResult} from 'lit';
import {customElement} from 'lit/decorators.js';
import {URL_MAX_CHARS} from '../../../src/protocol/limits.js';
import {formText} from '../base/form-text.ts';
import {t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import type {RoomInfo} from '../base/server-types.ts';
import {StudioPanel} from '../base/studio-element.ts';

/** The start of the show, and the content of its room before and after it. */
@customElement('studio-schedule')
export class StudioSchedule extends StudioPanel {
  readonly #outcome = new Outcome(() => this.requestUpdate());
  /** True while a field has a value that is not saved. */
  #edited = false;

  protected override connected(signal: AbortSignal): void {
    this.studio.poll.addEventListener('room', () => !this.#edited && this.requestUpdate(), {signal});
  }

  protected override render(): TemplateResult {
    const {
      startsAt,
      poster = '',
      trailerUrl = '',
      nextRoomId = '',
    } = this.studio.poll.room ?? ({} as Partial<RoomInfo>);
    const starts = startsAt === undefined ? '' : localTime(startsAt);
    const address = (name: string, label: string, value: string) =>
      html`<label class="wide">
        <span>${label}</span>
        <input name=${name} type="url" maxlength=${URL_MAX_CHARS} placeholder="https://" .value=${value} />
      </label>`;
    return this.card(
      t('schedule'),
      html`<form class="fields" autocomplete="off" @input=${() => (this.#edited = true)} @submit=${this.#save}>
        <label>
          <span>${t('startsAt')}</span>
          <input name="startsAt" type="datetime-local" .value=${starts} />
        </label>
        <label>
          <span>${t('nextRoom')}</span>
          <input name="nextRoomId" maxlength="48" .value=${nextRoomId} />
        </label>
        ${address('poster', t('poster'), poster)} ${address('trailerUrl', t('trailer'), trailerUrl)}
        <button class="primary">${t('saveSchedule')}</button>
        <p class="hint wide">${t('scheduleHint')}</p>
        <div class="wide">${this.#outcome.view}</div>
      </form>`,
    );
  }

  readonly #save = async (event: Event) => {
    event.preventDefault();
    const {server, path, poll} = this.studio;
    const data = new FormData(event.target as HTMLFormElement);
    const [starts, poster, trailerUrl, nextRoomId] = ['startsAt', 'poster', 'trailerUrl', 'nextRoomId'].map((name) =>
      formText(data, name),
    );
    const body = {
      startsAt: starts ? Math.floor(new Date(starts).getTime() / 1_000) : null,
      ...(poster && {poster}),
      ...(trailerUrl && {trailerUrl}),
      ...(nextRoomId && {nextRoomId}),
    };
    const isSaved = await this.#outcome.latest(
      'schedule',
      async () => {
        await server.call('PUT', `${path}/schedule`, body);
        await poll.refresh();
      },
      () => t('scheduleSaved'),
    );
    if (isSaved) this.#edited = false;
  };
}

/** The value of a `datetime-local` field, in the operator's time zone. */
function localTime(seconds: number): string {
  const date = new Date(seconds * 1_000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
