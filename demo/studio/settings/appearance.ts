import {html, type TemplateResult} from 'lit';
import {customElement} from 'lit/decorators.js';
import {lang, switchLanguage, t} from '../base/language.ts';
import {StudioElement} from '../base/studio-element.ts';
import {isDark, onTheme, setDark} from '../base/theme.ts';

/** The buttons for the language and the theme. */
@customElement('studio-appearance')
export class StudioAppearance extends StudioElement {
  protected override connected(signal: AbortSignal): void {
    onTheme(() => this.requestUpdate(), signal);
  }

  protected override render(): TemplateResult {
    const english = lang() === 'en';
    return html`<div class="actions" role="group" aria-label=${t('appearance')}>
      <button type="button" lang=${english ? 'zh-CN' : 'en'} @click=${switchLanguage}>
        ${english ? '中文' : 'English'}
      </button>
      <button type="button" aria-pressed=${isDark() ? 'true' : 'false'} @click=${() => setDark(!isDark())}>
        ${t('dark')}
      </button>
    </div>`;
  }
}
