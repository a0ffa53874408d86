import {html, nothing, type TemplateResult} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import type {Lottery} from '../../../src/session/session.js';
import {formText} from '../base/form-text.ts';
import {number, t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import {emptyText, matches, searchField} from '../base/search.ts';
import {StudioPanel} from '../base/studio-element.ts';
import {TranslationDraft} from '../base/translation-draft.ts';
import {translationsOf} from '../base/translations.ts';

const TICK_MS = 250;
const PRIZE_MAX_CHARS = 100;

/** Opens a lottery, counts down, draws, and shows the winners and the data that prove the draw. */
@customElement('studio-lottery')
export class StudioLottery extends StudioPanel {
  @state() private query = '';
  readonly #outcome = new Outcome(() => this.requestUpdate());
  readonly #translations = new TranslationDraft(this, 'lottery', () => [
    {name: 'prize', label: t('prize'), maxLength: PRIZE_MAX_CHARS},
  ]);

  protected override connected(signal: AbortSignal): void {
    this.renderOn(this.studio.poll, ['room'], signal);
    const timer = setInterval(() => this.#lottery?.phase === 'open' && this.requestUpdate(), TICK_MS);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  protected override render(): TemplateResult {
    const lottery = this.#lottery;
    return this.card(
      t('lottery'),
      html`${lottery ? this.#present(lottery) : nothing} ${this.#form(lottery?.phase === 'open')} ${this.#outcome.view}`,
    );
  }

  get #lottery(): Lottery | undefined {
    return this.studio.poll.room?.lottery;
  }

  #form(hidden: boolean): TemplateResult {
    return html`<form class="fields" autocomplete="off" ?hidden=${hidden} @submit=${this.#open}>
      <label><span>${t('keyword')}</span><input name="keyword" required maxlength="40" /></label>
      <label><span>${t('prize')}</span><input name="prize" required maxlength=${PRIZE_MAX_CHARS} /></label>
      ${this.#translations.view}
      <label>
        <span>${t('seconds')}</span>
        <input name="seconds" type="number" inputmode="numeric" required min="10" max="3600" value="60" />
      </label>
      <label>
        <span>${t('winners')}</span>
        <input name="winners" type="number" inputmode="numeric" required min="1" max="100" value="3" />
      </label>
      <button class="primary" aria-disabled=${this.#outcome.busy('open') ? 'true' : 'false'}>
        ${t('openLottery')}
      </button>
    </form>`;
  }

  #present({lotteryId, phase, keyword, prize, winners, closesAt}: Lottery): TemplateResult {
    const open = phase === 'open';
    const title = html`<p><strong>${t('lotteryIs', {keyword, prize})}</strong></p>`;
    if (open) {
      return html`<div class="drawing">
        ${title}
        <p class="countdown" role="timer">${this.#left(closesAt)}</p>
        <button
          type="button"
          class="primary"
          aria-disabled=${this.#outcome.busy('draw') ? 'true' : 'false'}
          @click=${() => this.#draw(lotteryId)}
        >
          ${t('drawNow')}
        </button>
      </div>`;
    }
    return html`<div class="drawing">
      ${title}
      <p class="countdown" role="timer">${t('lotteryOver')}</p>
      ${this.#winners(winners ?? [])}
      <p class="hint">
        <a
          href="${this.studio.server.apiUrl}/lotteries/${encodeURIComponent(lotteryId)}"
          target="_blank"
          rel="noopener"
        >
          ${t('lotteryProof')}
        </a>
      </p>
    </div>`;
  }

  #winners(winners: NonNullable<Lottery['winners']>): TemplateResult {
    const shown = winners.filter(({userId, nick}) => matches(this.query, userId, nick ?? ''));
    return html`<h3 id="winners-title">${t('winners')}</h3>
      ${
        winners.length > 1
          ? searchField({
              label: t('searchWinners'),
              query: this.query,
              count: [shown.length, winners.length],
              onQuery: (query) => (this.query = query),
            })
          : nothing
      }
      <ol class="winners" aria-labelledby="winners-title">
        ${shown.map(({userId, nick}) => html`<li><bdi>${nick || userId}</bdi> <code>${userId}</code></li>`)}
      </ol>
      ${emptyText(this.query, shown.length, t('nobodyWon'))}`;
  }

  /** Uses the service's clock, because this computer's clock may be wrong. */
  #left(closesAt: number): string {
    const seconds = Math.ceil(closesAt - this.studio.room.session.now() / 1_000);
    return seconds > 0
      ? t('closesIn', {time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`})
      : t('drawing');
  }

  readonly #open = async (event: Event) => {
    event.preventDefault();
    const {server, poll, path} = this.studio;
    const data = new FormData(event.target as HTMLFormElement);
    const rows = await this.#translations.read();
    if (!rows) return;
    const [keyword, prize] = [formText(data, 'keyword'), formText(data, 'prize')];
    const body = {
      keyword,
      prize,
      translations: translationsOf(rows),
      seconds: Number(data.get('seconds')),
      winners: Number(data.get('winners')),
    };
    const opened = await this.#outcome.once(
      'open',
      async () => {
        await server.call('POST', `${path}/lotteries`, body);
        await poll.refresh();
      },
      () => t('lotteryOpened', {keyword}),
    );
    if (opened) this.#translations.clear(rows);
  };

  #draw(lotteryId: string): void {
    const {server, poll} = this.studio;
    void this.#outcome.once(
      'draw',
      async () => {
        const path = `/lotteries/${encodeURIComponent(lotteryId)}/draw`;
        const drawn = await server.call<{winners: readonly unknown[]}>('POST', path);
        await poll.refresh();
        return drawn;
      },
      ({winners}) => t(winners.length ? 'lotteryDrawn' : 'nobodyWon', {count: number(winners.length)}),
    );
  }
}
