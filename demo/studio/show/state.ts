import {html, type TemplateResult} from 'lit';
import {customElement} from 'lit/decorators.js';
import type {RoomStatus} from '../../../src/protocol/messages.js';
import {t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import {ask} from '../base/question.ts';
import {StudioPanel} from '../base/studio-element.ts';
import './notice.ts';

const STATUSES: readonly RoomStatus[] = ['upcoming', 'live', 'paused', 'ended'];

/** The status of the show, and its notice. */
@customElement('studio-state')
export class StudioState extends StudioPanel {
  readonly #outcome = new Outcome(() => this.requestUpdate());

  protected override connected(signal: AbortSignal): void {
    this.renderOn(this.studio.roomInfo, ['change'], signal);
  }

  protected override render(): TemplateResult {
    const {status} = this.studio.roomInfo;
    return this.card(
      t('state'),
      html`<div class="segments" role="group" aria-labelledby="studio-state-title">
          ${STATUSES.map(
            (value) =>
              html`<button
                type="button"
                value=${value}
                aria-pressed=${value === status ? 'true' : 'false'}
                @click=${() => this.#set(value)}
              >
                ${t(value)}
              </button>`,
          )}
        </div>
        ${this.#outcome.view}
        <studio-notice .studio=${this.studio}></studio-notice>`,
    );
  }

  async #set(status: RoomStatus): Promise<void> {
    const {server, roomInfo, path} = this.studio;
    if (status === roomInfo.status) return;
    // The end of a show cannot be undone for viewers who leave.
    if (status === 'ended' && !(await ask(t('askEnd'), t('endShow')))) return;
    await roomInfo.changeLatest(
      this.#outcome,
      'status',
      {status},
      () => server.call('PUT', `${path}/status`, {status}),
      () => t('statusIs', {status: t(status)}),
    );
  }
}
