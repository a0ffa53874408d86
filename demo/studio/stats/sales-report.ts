import {html, type TemplateResult} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {formatPrice} from '../../../src/protocol/money.js';
import {clock, lang, number, t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import type {Funnel, SalesReport} from '../base/server-types.ts';
import {StudioPanel} from '../base/studio-element.ts';
import {minutesChart} from './minutes-chart.ts';
import {chartOf} from './minutes.ts';

const EVERY_MS = 15_000;
/** Number of newest minutes in the table. The file contains a week. */
const MINUTES_SHOWN = 60;
const STEPS = ['shown', 'seen', 'selected', 'added', 'purchased'] as const;
const ACTIVITY = ['joined', 'watched', 'gifts', 'polls'] as const;

/** The report of a room: the funnel by product, the events by minute, and a file with both. */
@customElement('studio-sales-report')
export class StudioSalesReport extends StudioPanel {
  @state() private report: SalesReport | undefined;
  readonly #outcome = new Outcome(() => this.requestUpdate());

  protected override connected(signal: AbortSignal): void {
    // A hidden tab of the studio needs no report.
    const load = () => this.getClientRects().length && void this.#load(signal);
    const timer = setInterval(load, EVERY_MS);
    signal.addEventListener('abort', () => clearInterval(timer));
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && void this.#load(signal));
    seen.observe(this);
    signal.addEventListener('abort', () => seen.disconnect());
  }

  protected override render(): TemplateResult {
    const download = html`<button type="button" @click=${this.#download}>${t('downloadCsv')}</button>`;
    return this.card(t('salesReport'), html`${this.report ? this.#content(this.report) : ''} ${this.#outcome.view}`, {
      aside: download,
    });
  }

  #content(report: SalesReport): TemplateResult {
    const {joined, watchedMinutes, products, minutes} = report;
    const chart = chartOf(report);
    const sold = products.filter((product) => STEPS.some((step) => product[step]));
    return html`<p class="hint">
        ${t('reportTotals', {visits: number(joined), minutes: number(watchedMinutes)})} ${t('reportHint')}
      </p>
      ${chart ? minutesChart(chart) : ''}
      <div class="table" role="region" tabindex="0" aria-label=${t('byProduct')}>
        <table>
          <caption>
            ${t('byProduct')}
          </caption>
          <tr>
            <th scope="col">${t('product')}</th>
            ${STEPS.map((step) => html`<th scope="col">${t(`step-${step}`)}</th>`)}
            <th scope="col">${t('confirmed')}</th>
            <th scope="col">${t('sales')}</th>
          </tr>
          ${sold.map(
            (product) =>
              html`<tr>
                <th scope="row" dir="auto">${product.title}</th>
                ${STEPS.map((step, index) => html`<td>${number(product[step])} ${share(product, index)}</td>`)}
                <td>${number(product.confirmed)}</td>
                <td>${formatPrice(product.amount, product.currency, lang())}</td>
              </tr>`,
          )}
        </table>
      </div>
      ${sold.length ? '' : html`<p class="nothing">${t('noSales')}</p>`}
      <div class="table" role="region" tabindex="0" aria-label=${t('byMinute')}>
        <table>
          <caption>
            ${t('byMinute')}
          </caption>
          <tr>
            <th scope="col">${t('minute')}</th>
            ${ACTIVITY.map((name) => html`<th scope="col">${t(`activity-${name}`)}</th>`)}
            <th scope="col">${t('products')}</th>
          </tr>
          ${minutes
            .slice(-MINUTES_SHOWN)
            .reverse()
            .map(
              (minute) =>
                html`<tr>
                  <th scope="row"><time>${clock(minute.at).slice(0, 5)}</time></th>
                  ${ACTIVITY.map((name) => html`<td>${number(minute[name])}</td>`)}
                  <td dir="auto">${minute.products.map((one) => this.#inMinute(one, products)).join(' · ')}</td>
                </tr>`,
            )}
        </table>
      </div>`;
  }

  /** A product in one minute: its title, and the steps of its viewers. */
  #inMinute(funnel: Funnel, products: SalesReport['products']): string {
    const title = products.find(({productId}) => productId === funnel.productId)?.title ?? funnel.productId;
    const steps = STEPS.filter((step) => funnel[step]).map((step) => `${t(`step-${step}`)} ${number(funnel[step])}`);
    return `${title}: ${steps.join(', ')}`;
  }

  async #load(signal: AbortSignal): Promise<void> {
    const {server, path} = this.studio;
    const report = await server.call<SalesReport>('GET', `${path}/report`).catch(() => undefined); // The next reading follows soon.
    if (report && !signal.aborted) this.report = report;
  }

  readonly #download = () =>
    this.#outcome.once(
      'csv',
      async () => {
        const {server, path, roomId} = this.studio;
        const text = await server.text(`${path}/report?format=csv`);
        // Without the byte order mark Excel does not read UTF-8; reading the response removed it.
        const url = URL.createObjectURL(new Blob(['\uFEFF', text], {type: 'text/csv'}));
        const link = Object.assign(document.createElement('a'), {href: url, download: `${roomId}.csv`});
        link.click();
        URL.revokeObjectURL(url);
      },
      () => t('csvSaved'),
    );
}

/** The share of the first step, from the second step on. */
function share(product: Funnel, index: number): TemplateResult | string {
  const first = product.shown;
  if (!index || !first) return '';
  const percent = Math.round((product[STEPS[index]!] / first) * 100);
  return html`<small>${number(percent)} %</small>`;
}
