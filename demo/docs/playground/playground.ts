import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import '../code-block.ts';
import {OCCASIONS} from '../room/memory-room.ts';
import {changed, cssOf, htmlOf, NO_CHANGES, scriptOf, type Change, type Changes} from './changes.ts';
import {controls} from './controls.ts';
import {evaluate} from './evaluate.ts';
import {EventLog, textOf} from './event-log.ts';
import {loadFacts, type ElementFacts} from './facts.ts';
import {frameOf, type Frame} from './frames.ts';
import {styles} from './playground.styles.ts';
import {Preview} from './preview.ts';

/** Interval at which states are read, because they have no event. */
const STATES_INTERVAL_MS = 300;

/**
 * An element to play with, driven by the manifest: the live element in a room in memory, its controls, the code, the events.
 *
 * @property tag The element's tag.
 */
export class Playground extends LitElement {
  static override styles = styles;

  @property() tag = '';
  @state() private facts: ElementFacts | undefined;
  @state() private changes: Changes = NO_CHANGES;
  @state() private states: readonly string[] = [];
  @state() private cancels = false;
  @state() private problem = '';
  readonly #log = new EventLog();
  #preview: Preview | undefined;
  #frame: Frame = {};
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load(this.tag);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
    this.facts = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.get('tag')) void this.#load(this.tag);
  }

  protected override updated(): void {
    const place = this.renderRoot.querySelector<HTMLElement>('.preview');
    if (!this.facts || !place || this.#preview) return;
    this.#preview = new Preview(place, this.facts, this.#frame);
    this.#preview.onEvents([...new Set(this.facts.events.map(({name}) => name))], this.#record);
    this.#timer = setInterval(() => this.#readStates(), STATES_INTERVAL_MS);
  }

  protected override render(): TemplateResult {
    const {facts} = this;
    if (this.problem) return html`<p class="problem">${this.problem}</p>`;
    if (!facts) return html`<div class="preview"></div>`;
    return html`<div class="preview" data-place=${this.#frame.place ?? 'inline'}></div>
      ${this.#bar(facts)}
      <div class="columns">
        <section aria-label="Controls">
          ${controls({
            facts,
            frame: this.#frame,
            changes: this.changes,
            read: (name) => textOf((this.#preview?.element as unknown as Record<string, unknown> | undefined)?.[name]),
            change: this.#change,
            setProperty: (name, code) => void this.#setProperty(name, code),
            call: (name, code) => void this.#call(name, code),
          })}
        </section>
        <section aria-label="Code and events">${this.#code(facts)}${this.#events(facts)}</section>
      </div>`;
  }

  #bar({states}: ElementFacts): TemplateResult {
    return html`<div class="bar">
      <span class="occasions" role="group" aria-label="Let something happen in the room">
        ${OCCASIONS.map(({label, run}) => {
          const act = () => this.#preview && run(this.#preview.memory);
          return html`<button @click=${act}>${label}</button>`;
        })}
      </span>
      ${
        states.length
          ? html`<span class="states" aria-label="States">
              ${states.map(({name}) => html`<code class=${this.states.includes(name) ? 'on' : ''}>:state(${name})</code>`)}
            </span>`
          : nothing
      }
    </div>`;
  }

  #code({tagName}: ElementFacts): TemplateResult {
    const {changes} = this;
    const attributes = new Map(Object.entries(this.#frame.attributes ?? {}));
    for (const [name, value] of changes.attributes) {
      if (value === undefined) attributes.delete(name);
      else attributes.set(name, value);
    }
    const content = this.#frame.content ?? '';
    const published = (text: string) => text.replace(/https?:[^"]*\/host\.mp4/g, 'https://cdn.example/live.mp4');
    const alone = tagName === 'live-room' || this.#frame.place === 'window';
    const css = cssOf(tagName, changes);
    const script = scriptOf(tagName, changes);
    return html`<h3>
        Code
        <button @click=${this.#reset} ?disabled=${changes === NO_CHANGES}>Start over</button>
      </h3>
      <docs-code-block
        label="HTML"
        .code=${published(htmlOf({tag: tagName, attributes, content, alone}, changes))}
      ></docs-code-block>
      ${css ? html`<docs-code-block label="CSS" .code=${css}></docs-code-block>` : nothing}
      ${script ? html`<docs-code-block label="JavaScript" .code=${script}></docs-code-block>` : nothing}`;
  }

  #events({events}: ElementFacts): TemplateResult {
    const toggle = (event: Event) => (this.cancels = (event.target as HTMLInputElement).checked);
    return html`<h3>
        Events
        <button @click=${this.#clearLog} ?disabled=${!this.#log.count}>Clear</button>
      </h3>
      ${
        events.some(({cancelable}) => cancelable)
          ? html`<label class="cancel"
              ><input type="checkbox" .checked=${this.cancels} @change=${toggle} /> Cancel each event that can be
              cancelled</label
            >`
          : nothing
      }
      <ol class="log" tabindex="0" aria-label="Events, the newest first">
        ${
          this.#log.entries.length
            ? this.#log.entries.map(
                ({time, name, text}) =>
                  html`<li><time>${time}</time> <strong>${name}</strong> <code>${text}</code></li>`,
              )
            : html`<li class="empty">Events appear here as they happen.</li>`
        }
      </ol>`;
  }

  async #load(tag: string): Promise<void> {
    this.#close();
    this.problem = '';
    try {
      const all = await loadFacts();
      if (tag !== this.tag || !this.isConnected) return;
      const facts = all.find(({tagName}) => tagName === tag);
      this.#frame = frameOf(tag);
      this.facts = facts;
      if (!facts) this.problem = `The manifest has no <${tag}>.`;
    } catch {
      this.problem = 'The facts about this element could not be loaded. Reload the page.';
    }
  }

  #close(): void {
    clearInterval(this.#timer);
    this.#preview?.close();
    this.#preview = undefined;
    this.#log.clear();
    this.states = [];
    this.changes = NO_CHANGES;
  }

  readonly #change = (kind: Change, name: string, value: string | undefined) => {
    this.changes = changed(this.changes, kind, name, value);
    this.#preview?.apply(this.changes);
  };

  async #setProperty(name: string, code: string): Promise<void> {
    const {element} = this.#preview ?? {};
    if (!element) return;
    try {
      Object.assign(element, {[name]: await evaluate(code)});
      this.#change('properties', name, code);
    } catch (error) {
      this.#note(`${name} =`, error);
    }
  }

  async #call(name: string, code: string): Promise<void> {
    const element = this.#preview?.element as unknown as Record<string, (...values: unknown[]) => unknown> | undefined;
    if (!element) return;
    try {
      const values = (await evaluate(`[${code}]`)) as unknown[];
      this.#note(`${name}() returned`, await element[name]!(...values));
    } catch (error) {
      this.#note(`${name}() rejected`, error);
    }
  }

  readonly #record = (event: Event) => {
    if (this.cancels && event.cancelable) event.preventDefault();
    this.#note(event.defaultPrevented ? `${event.type} (cancelled)` : event.type, (event as CustomEvent).detail);
  };

  #note(name: string, value: unknown): void {
    this.#log.add(name, value);
    this.requestUpdate();
  }

  readonly #clearLog = () => {
    this.#log.clear();
    this.requestUpdate();
  };

  readonly #reset = () => void this.#restart();

  /** Creates a new element, because the effects of an attribute or property cannot always be undone. */
  async #restart(): Promise<void> {
    this.facts = undefined;
    this.#close();
    await this.updateComplete;
    await this.#load(this.tag);
  }

  #readStates(): void {
    const now = this.#preview?.states ?? [];
    if (now.join() !== this.states.join()) this.states = now;
  }
}
