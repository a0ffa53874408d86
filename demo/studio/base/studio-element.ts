import {html, LitElement, type TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {onLanguage} from './language.ts';
import type {Studio} from './studio.ts';

/**
 * The base of the studio's elements. They render into the page itself: one style sheet serves them all, and labels and
 * the `room` attribute of the room elements refer to ids across them.
 */
export abstract class StudioElement extends LitElement {
  #connection = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connection = new AbortController();
    const {signal} = this.#connection;
    onLanguage(() => this.requestUpdate(), signal);
    this.connected(signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection.abort();
  }

  protected override createRenderRoot(): this {
    return this;
  }

  /** Starts listeners and timers. The signal aborts when the element leaves the page. */
  protected connected(_signal: AbortSignal): void {}

  /** Renders again after each event of these types. */
  protected renderOn(target: EventTarget, types: readonly string[], signal: AbortSignal): void {
    for (const type of types) target.addEventListener(type, () => this.requestUpdate(), {signal});
  }
}

/** An element of the signed-in studio. */
export abstract class StudioPanel extends StudioElement {
  @property({attribute: false}) studio!: Studio;

  /** A section with its heading. */
  protected card(title: string, content: unknown, {aside, kind = ''}: CardOptions = {}): TemplateResult {
    const id = `${this.localName}-title`;
    return html`<section class="card ${kind}" aria-labelledby=${id}>
      <header>
        <h2 id=${id}>${title}</h2>
        ${aside}
      </header>
      ${content}
    </section>`;
  }
}

interface CardOptions {
  /** Content next to the heading. */
  readonly aside?: unknown;
  readonly kind?: string;
}
