import {html, type TemplateResult} from 'lit';
import {customElement} from 'lit/decorators.js';
import {number, t} from '../base/language.ts';
import {StudioPanel} from '../base/studio-element.ts';

/** The numbers that an operator watches at all times. */
@customElement('studio-vitals')
export class StudioVitals extends StudioPanel {
  protected override connected(signal: AbortSignal): void {
    this.renderOn(this.studio.poll, ['stats'], signal);
  }

  protected override render(): TemplateResult {
    const {stats} = this.studio.poll;
    const facts = [
      [t('viewers'), stats?.viewersNow],
      [t('total-comments'), stats?.comments],
      [t('total-likes'), stats?.likes],
      [t('coins'), stats?.giftValue],
    ] as const;
    return html`<dl class="vitals" aria-label=${t('numbers')}>
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value === undefined ? '–' : number(value)}</dd>
          </div>`,
      )}
    </dl>`;
  }
}
