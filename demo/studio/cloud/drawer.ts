import {html, type PropertyValues, type TemplateResult} from 'lit';
import {customElement, property} from 'lit/decorators.js';
import {pressedKey} from '../../../src/elements/base/pressed-key.js';
import {t} from '../base/language.ts';
import {StudioPanel} from '../base/studio-element.ts';
import './bots.ts';
import './faults.ts';

/** A drawer with the parts that exist only in the demo: the bots, and the faults of the local cloud. */
@customElement('studio-drawer')
export class StudioDrawer extends StudioPanel {
  @property({type: Boolean}) open = false;
  /** The initial user id of the faults. */
  @property() userId = '';
  #returnTo: Element | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open') && this.open) this.#returnTo = document.activeElement;
  }

  protected override render(): TemplateResult {
    return html`<aside
      class="drawer"
      id="cloud-drawer"
      aria-label=${t('openCloud')}
      ?hidden=${!this.open}
      @keydown=${(event: KeyboardEvent) => pressedKey(event) === 'Escape' && this.#close()}
    >
      <header>
        <h2 tabindex="-1">${t('openCloud')}</h2>
        <button type="button" class="plain" @click=${this.#close}>${t('close')}</button>
      </header>
      <studio-bots .studio=${this.studio}></studio-bots>
      <studio-faults .studio=${this.studio} .userId=${this.userId}></studio-faults>
    </aside>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (!changed.has('open') || changed.get('open') === undefined) return;
    if (this.open) this.querySelector<HTMLElement>('h2')!.focus();
    else if (this.#returnTo instanceof HTMLElement && this.#returnTo.isConnected) this.#returnTo.focus();
  }

  readonly #close = () => {
    this.dispatchEvent(new Event('studio-close'));
  };
}
