import {css, html, LitElement, nothing, type TemplateResult} from 'lit';
import {state} from 'lit/decorators.js';
import {MemoryRoom} from '../room/memory-room.ts';
import {SITE, VIDEO} from '../room/scenery.ts';

/** The room of the landing page: that of the demo's server if there is one, else a room in memory. */
export class LiveRoomDemo extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    p {
      margin: 0 0 0.75rem;
      padding: 0.6rem 0.9rem;
      border-radius: 8px;
      background: var(--vp-c-bg-soft);
      color: var(--vp-c-text-2);
      font: 0.875rem/1.5 var(--vp-font-family-base);
    }
    code {
      font-family: var(--vp-font-family-mono);
    }
  `;

  /** True if the server did not respond, or the room could not be joined. */
  @state() private failed = false;
  #memory: MemoryRoom | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#memory?.close();
    this.#memory = undefined;
  }

  protected override render(): TemplateResult {
    const server = document.querySelector<HTMLMetaElement>('meta[name="live-room-api"]')?.content;
    if (server && !this.failed) {
      const watch = ({detail}: Event & {detail?: {status?: string}}) => (this.failed ||= detail?.status === 'failed');
      return html`<live-room api-url=${server} room-id="demo" @live-status-change=${watch}></live-room>`;
    }
    this.#memory ??= new MemoryRoom(SITE);
    return html`<p>
        ${this.failed ? 'The server of this room does not answer. ' : nothing}This room is made up in your browser: its
        viewers are no people, and nothing you write leaves the page. <code>npm start</code> serves these pages with a
        real one.
      </p>
      <live-room api-url=${this.#memory.apiUrl} room-id="demo" stream-url=${VIDEO}></live-room>`;
  }
}
