import {css, html, LitElement} from 'lit';
import {property, state} from 'lit/decorators.js';

const SHOWN_MS = 1_500;

/** A block of code with a button that copies it. */
export class CodeBlock extends LitElement {
  static override styles = css`
    :host {
      display: block;
      position: relative;
    }
    pre {
      margin: 0;
      padding: 0.75rem 4.5rem 0.75rem 0.75rem;
      border-radius: 8px;
      background: var(--vp-code-block-bg);
      color: var(--vp-c-text-1);
      font: 0.8125rem/1.5 var(--vp-font-family-mono);
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    button {
      position: absolute;
      inset: 0.4rem 0.4rem auto auto;
      padding: 0.1rem 0.6rem;
      border: 1px solid var(--vp-c-divider);
      border-radius: 6px;
      background: var(--vp-c-bg);
      color: var(--vp-c-text-1);
      font: inherit;
      font-size: 0.75rem;
      cursor: pointer;
    }
    button:hover {
      border-color: var(--vp-c-brand-1);
    }
  `;

  @property() code = '';
  @property() label = 'code';
  @state() private outcome = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.outcome = '';
  }

  protected override render() {
    return html`<pre tabindex="0" aria-label=${this.label}><code>${this.code}</code></pre>
      <button aria-label=${`Copy ${this.label}`} @click=${this.#copy}>${this.outcome || 'Copy'}</button>`;
  }

  readonly #copy = async () => {
    try {
      await navigator.clipboard.writeText(this.code);
      this.outcome = 'Copied';
    } catch {
      this.outcome = 'Not allowed'; // The browser refuses the clipboard, as on a page without HTTPS.
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.outcome = ''), SHOWN_MS);
  };
}

customElements.define('docs-code-block', CodeBlock);
