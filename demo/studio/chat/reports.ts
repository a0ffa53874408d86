import {html, type TemplateResult} from 'lit';
import {customElement, property, state} from 'lit/decorators.js';
import {clock, t} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import {emptyText, matches, searchField} from '../base/search.ts';
import type {Report} from '../base/server-types.ts';
import {StudioPanel} from '../base/studio-element.ts';
import type {Reports} from './reports-store.ts';

/** Reports of viewers, the newest first. A button chooses the reported person. */
@customElement('studio-reports')
export class StudioReports extends StudioPanel {
  @property({attribute: false}) reports!: Reports;
  @state() private query = '';
  readonly #outcome = new Outcome(() => this.requestUpdate());

  protected override connected(signal: AbortSignal): void {
    this.renderOn(this.reports, ['change'], signal);
  }

  protected override render(): TemplateResult {
    const {list} = this.reports;
    const shown = list.filter(({reason, reporter, from, text}) =>
      matches(this.query, reason, reporter, from.nick, from.userId, text),
    );
    const again = html`<button type="button" class="plain" @click=${this.#load}>${t('lookAgain')}</button>`;
    return this.card(
      t('reports'),
      html`${searchField({
          label: t('searchReports'),
          query: this.query,
          count: [shown.length, list.length],
          onQuery: (query) => (this.query = query),
        })}
        <ul class="entries reports">
          ${shown.map((report) => this.#entry(report))}
        </ul>
        ${emptyText(this.query, shown.length, t('noReports'))} ${this.#outcome.view}`,
      {aside: again, kind: 'fill'},
    );
  }

  #entry({seq, reason, reporter, from, text, time}: Report): TemplateResult {
    const {userId, nick} = from;
    const target = {userId, nick, seq, time, comment: {kind: 'text', text}} as const;
    const choose = (event: Event) => this.studio.moderation.choose(target, event.currentTarget as HTMLElement);
    return html`<li>
      <p><strong>${reason}</strong></p>
      <blockquote dir="auto">${nick || userId}: ${text}</blockquote>
      <p class="hint">${t('reportedBy', {reporter, time: clock(time)})}</p>
      <button type="button" @click=${choose}>${t('deal')}</button>
    </li>`;
  }

  readonly #load = () =>
    this.#outcome.once(
      'load',
      () => this.reports.load(),
      () => t('upToDate'),
    );
}
