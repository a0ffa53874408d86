import {html, type TemplateResult} from 'lit';
import {customElement} from 'lit/decorators.js';
import {t} from '../base/language.ts';
import {setShortcuts, shortcutsOn} from '../base/shortcuts.ts';
import {StudioPanel} from '../base/studio-element.ts';
import './appearance.ts';
import './gifts.ts';
import './sensitive-words.ts';

/** The settings: gifts, sensitive words, appearance, shortcuts. */
@customElement('studio-settings')
export class StudioSettings extends StudioPanel {
  protected override render(): TemplateResult {
    return html`<div class="grid">
      <studio-gifts .studio=${this.studio}></studio-gifts>
      <studio-sensitive-words .studio=${this.studio}></studio-sensitive-words>
      ${this.card(
        t('appearance'),
        html`<studio-appearance></studio-appearance>
          <label class="check">
            <input
              type="checkbox"
              .checked=${shortcutsOn()}
              @change=${(event: Event) => setShortcuts((event.target as HTMLInputElement).checked)}
            />
            <span>${t('useShortcuts')}</span>
          </label>
          <p class="hint">${t('shortcutsHint')}</p>`,
      )}
    </div>`;
  }
}
