import {html, type TemplateResult} from 'lit';
import {customElement} from 'lit/decorators.js';
import {t} from '../base/language.ts';
import {KEYS, shortcutsOn} from '../base/shortcuts.ts';
import {StudioElement} from '../base/studio-element.ts';

/** The help on the keyboard shortcuts. */
@customElement('studio-help')
export class StudioHelp extends StudioElement {
  show(): void {
    this.requestUpdate(); // The shortcuts may have been turned off since the last rendering.
    this.querySelector('dialog')!.showModal();
  }

  protected override render(): TemplateResult {
    const rows = [
      [[KEYS.mute.toUpperCase()], t('keyMute')],
      [[KEYS.remove.toUpperCase(), 'Delete'], t('keyDelete')],
      [[KEYS.next.toUpperCase()], t('keyNext')],
      [[KEYS.search], t('keySearch')],
      [[...KEYS.tabs], t('keyTabs')],
      [['↑', '↓', 'Home', 'End', 'Enter'], t('keyMove')],
      [['Esc'], t('keyClose')],
      [[KEYS.help], t('keyHelp')],
    ] as const;
    return html`<dialog aria-labelledby="help-title">
      <h2 id="help-title">${t('shortcuts')}</h2>
      <p class="hint">${t(shortcutsOn() ? 'shortcutsHint' : 'shortcutsOff')}</p>
      <dl class="keys">
        ${rows.map(
          ([keys, text]) =>
            html`<div>
              <dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
              <dd>${text}</dd>
            </div>`,
        )}
      </dl>
      <form method="dialog" class="actions"><button>${t('close')}</button></form>
    </dialog>`;
  }
}
