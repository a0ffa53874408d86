import {html, type TemplateResult} from 'lit';
import {customElement} from 'lit/decorators.js';
import {number, t} from '../base/language.ts';
import {StudioPanel} from '../base/studio-element.ts';
import './chart.ts';
import {StatsHistory} from './stats-history.ts';

const TOTALS = ['viewersPeak', 'comments', 'likes', 'gifts', 'giftValue', 'refused', 'entries'] as const;

/** Statistics over time and in total. Counters are drawn as their growth per minute. */
@customElement('studio-stats')
export class StudioStats extends StudioPanel {
  readonly #history = new StatsHistory();

  protected override connected(signal: AbortSignal): void {
    const {poll, room} = this.studio;
    this.#history.listen(poll, () => room.session.now(), signal);
    this.renderOn(poll, ['stats'], signal);
  }

  protected override render(): TemplateResult {
    const {stats} = this.studio.poll;
    const charts = [
      [t('viewers'), 'blue', this.#history.level('viewersNow')],
      [t('commentsPerMinute'), 'green', this.#history.perMinute('comments')],
      [t('likesPerMinute'), 'red', this.#history.perMinute('likes')],
      [t('giftsPerMinute'), 'gold', this.#history.perMinute('giftValue')],
    ] as const;
    return this.card(
      t('numbers'),
      html`<dl class="facts totals">
          ${TOTALS.map(
            (name) =>
              html`<div>
                <dt>${t(`total-${name}`)}</dt>
                <dd>${stats ? number(stats[name]) : '–'}</dd>
              </div>`,
          )}
        </dl>
        <div class="charts">
          ${charts.map(
            ([name, tone, data]) =>
              html`<studio-chart class="chart" name=${name} tone=${tone} .data=${data}></studio-chart>`,
          )}
        </div>`,
      {aside: html`<p class="hint">${t('last10')}</p>`},
    );
  }
}
