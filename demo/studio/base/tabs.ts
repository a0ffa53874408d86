import {html, nothing, type TemplateResult} from 'lit';
import {customElement, property, state} from 'lit/decorators.js';
import {pressedKey} from '../../../src/elements/base/pressed-key.js';
import {StudioElement} from './studio-element.ts';

export interface Tab {
  readonly id: string;
  readonly label: string;
  /** An SVG path of 24 × 24 units. */
  readonly icon?: string;
  /** A count that needs attention. */
  readonly badge?: string;
  /** The key that opens the tab. */
  readonly key?: string;
  readonly content: TemplateResult;
}

/**
 * Tabs as in the ARIA Authoring Practices: the arrow keys move and select. Hidden panels stay in the page, so that drafts and
 * lists keep their state.
 */
@customElement('studio-tabs')
export class StudioTabs extends StudioElement {
  @property({attribute: false}) tabs: readonly Tab[] = [];
  /** The accessible name of the list of tabs. */
  @property() label = '';
  /** The key in `sessionStorage` that keeps the selected tab. */
  @property() name = 'tabs';
  @state() private selected = '';

  /** Selects a tab. @param id A tab's id; others are ignored. */
  select(id: string): void {
    if (!this.tabs.some((tab) => tab.id === id)) return;
    this.selected = id;
    try {
      sessionStorage.setItem(this.#key, id);
    } catch {
      // Storage is off: the next visit begins with the first tab.
    }
  }

  get current(): string {
    return this.tabs.some(({id}) => id === this.selected) ? this.selected : (this.tabs[0]?.id ?? '');
  }

  protected override connected(): void {
    try {
      this.selected = sessionStorage.getItem(this.#key) ?? '';
    } catch {
      // Storage is off.
    }
  }

  protected override render(): TemplateResult {
    const {current} = this;
    return html`<div class="tablist ${this.name}" role="tablist" aria-label=${this.label} @keydown=${this.#press}>
        ${this.tabs.map((tab) => this.#tab(tab, tab.id === current))}
      </div>
      ${this.tabs.map(
        ({id, content}) =>
          html`<div
            class="tabpanel ${this.name}"
            role="tabpanel"
            id="${this.name}-panel-${id}"
            aria-labelledby="${this.name}-tab-${id}"
            ?hidden=${id !== current}
          >
            ${content}
          </div>`,
      )}`;
  }

  #tab({id, label, icon, badge, key}: Tab, selected: boolean): TemplateResult {
    return html`<button
      type="button"
      role="tab"
      id="${this.name}-tab-${id}"
      aria-controls="${this.name}-panel-${id}"
      aria-selected=${selected ? 'true' : 'false'}
      aria-keyshortcuts=${key ?? nothing}
      tabindex=${selected ? 0 : -1}
      data-id=${id}
      @click=${() => this.select(id)}
    >
      ${
        icon
          ? html`<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d=${icon} /></svg>`
          : nothing
      }
      <span>${label}</span>
      ${badge ? html`<span class="count">${badge}</span>` : nothing}
    </button>`;
  }

  readonly #press = async (event: KeyboardEvent) => {
    const at = this.tabs.findIndex(({id}) => id === this.current);
    const forward = getComputedStyle(this).direction === 'rtl' ? -1 : 1;
    const last = this.tabs.length - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: at + forward,
      ArrowLeft: at - forward,
      Home: 0,
      End: last,
    };
    const to = steps[pressedKey(event)];
    if (to === undefined) return;
    event.preventDefault();
    this.select(this.tabs[(to + this.tabs.length) % this.tabs.length]!.id);
    await this.updateComplete;
    const tab = this.querySelector<HTMLElement>(`:scope > [role=tablist] > [aria-selected=true]`);
    tab?.focus();
    tab?.scrollIntoView({block: 'nearest', inline: 'nearest'});
  };

  get #key(): string {
    return `studio-${this.name}`;
  }
}
