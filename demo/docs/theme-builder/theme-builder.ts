import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {state} from 'lit/decorators.js';
import {live} from 'lit/directives/live.js';
import '../code-block.ts';
import {isColor, loadFacts, type TokenFact} from '../playground/facts.ts';
import {MemoryRoom} from '../room/memory-room.ts';
import {SITE, VIDEO} from '../room/scenery.ts';
import {contrast, CONTRAST_MIN, fullHex} from './contrast.ts';
import {START_THEMES} from './start-themes.ts';
import {splitValue, themeCss, type Theme, type ThemeValue} from './theme-css.ts';
import {styles} from './theme-builder.styles.ts';

type Scheme = 'light' | 'dark';

/** Pairs of a text colour and the colour behind it. */
const PAIRS = [
  ['--live-text', '--live-surface'],
  ['--live-text-quiet', '--live-surface'],
  ['--live-on-accent', '--live-accent'],
] as const;

/** Writes the CSS of a theme: a live room in memory, and a control for each custom property of `<live-room>`. */
export class ThemeBuilder extends LitElement {
  static override styles = styles;

  @state() private tokens: readonly TokenFact[] = [];
  @state() private theme: Theme = START_THEMES['default']!.values;
  /** Name of the theme that the visitor chose to start with. */
  @state() private start = 'default';
  @state() private scheme: Scheme = 'light';
  @state() private problem = '';
  readonly #style = document.createElement('style');
  #memory: MemoryRoom | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.scheme = document.documentElement.classList.contains('dark') ? 'dark' : 'light';
    this.#memory = new MemoryRoom(SITE);
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#memory?.close();
    this.#memory = undefined;
    this.renderRoot.querySelector('.preview')?.shadowRoot?.replaceChildren();
  }

  protected override updated(): void {
    const place = this.renderRoot.querySelector<HTMLElement>('.preview')!;
    const root = place.shadowRoot ?? place.attachShadow({mode: 'open'});
    this.#style.textContent = this.#css;
    if (root.childElementCount || !this.#memory) return;
    const room = document.createElement('live-room');
    const attributes = {'api-url': this.#memory.apiUrl, 'room-id': 'demo', 'stream-url': VIDEO};
    for (const [name, value] of Object.entries(attributes)) room.setAttribute(name, value);
    root.append(this.#style, room);
  }

  protected override render(): TemplateResult {
    const colors = this.tokens.filter(({initial}) => isColor(initial));
    const others = this.tokens.filter(({initial}) => !isColor(initial));
    const css = this.#css || 'live-room {\n  /* Nothing is changed yet. */\n}';
    return html`<div class="bar">
        <span role="group" aria-label="Preview">
          ${(['light', 'dark'] as const).map(
            (scheme) =>
              html`<button aria-pressed=${scheme === this.scheme} @click=${() => (this.scheme = scheme)}>
                ${scheme === 'light' ? 'Light' : 'Dark'}
              </button>`,
          )}
        </span>
        <label>
          Start from
          <select @change=${this.#startFrom}>
            ${Object.keys(START_THEMES).map((name) => html`<option ?selected=${name === this.start}>${name}</option>`)}
          </select>
        </label>
        <button ?disabled=${this.theme === this.#started.values} @click=${this.#startOver}>Start over</button>
      </div>
      <div class="preview" data-scheme=${this.scheme} style=${`color-scheme: ${this.scheme}`}></div>
      <div class="columns">
        <section aria-label="Custom properties">
          ${this.problem ? html`<p>${this.problem}</p>` : nothing}
          <div class="head"><span></span><span>Light</span><span>Dark</span></div>
          ${colors.map((token) => this.#color(token))} ${others.map((token) => this.#other(token))}
        </section>
        <section aria-label="The theme">
          <docs-code-block label="CSS" .code=${css}></docs-code-block>
          ${this.#contrasts()}
        </section>
      </div>`;
  }

  get #started(): (typeof START_THEMES)[string] {
    return START_THEMES[this.start]!;
  }

  get #css(): string {
    return [themeCss('live-room', this.theme), this.#started.rules].filter(Boolean).join('\n\n');
  }

  readonly #startFrom = ({currentTarget}: Event): void => {
    this.start = (currentTarget as HTMLSelectElement).value;
    this.#startOver();
  };

  readonly #startOver = (): void => {
    this.theme = this.#started.values;
  };

  #color(token: TokenFact): TemplateResult {
    const control = (scheme: Scheme) => {
      const text = this.#value(token, scheme);
      const set = (event: Event) => this.#set(token, scheme, (event.target as HTMLInputElement).value);
      const label = `${token.name}, ${scheme}`;
      return html`<span class="color">
        <input type="color" aria-label=${label} .value=${live(fullHex(text) ?? '#808080')} @input=${set} />
        <input type="text" aria-label=${`${label}, as text`} spellcheck="false" .value=${live(text)} @change=${set} />
      </span>`;
    };
    return html`<div class="row">
      <span><code>${token.name}</code><small>${token.description}</small></span>
      ${control('light')}${control('dark')}
    </div>`;
  }

  #other(token: TokenFact): TemplateResult {
    const set = (event: Event) => this.#replace(token, {light: (event.target as HTMLInputElement).value});
    const value = live(this.theme.get(token.name)?.light ?? '');
    return html`<div class="row">
      <span><code>${token.name}</code><small>${token.description}</small></span>
      <input
        class="wide"
        type="text"
        aria-label=${token.name}
        spellcheck="false"
        placeholder=${token.initial}
        .value=${value}
        @change=${set}
      />
    </div>`;
  }

  #contrasts(): TemplateResult {
    const rows = PAIRS.flatMap(([text, ground]) =>
      (['light', 'dark'] as const).map((scheme) => {
        const value = contrast(this.#named(text, scheme), this.#named(ground, scheme));
        const enough = value === undefined || value >= CONTRAST_MIN;
        const shown = value === undefined ? 'unknown' : `${value.toFixed(1)} : 1`;
        return html`<tr class=${enough ? '' : 'low'}>
          <td><code>${text}</code> on <code>${ground}</code></td>
          <td>${scheme}</td>
          <td>${shown}${enough ? '' : ' — too low'}</td>
        </tr>`;
      }),
    );
    return html`<h3>Contrast of text</h3>
      <table>
        ${rows}
      </table>
      <p><small>Text needs ${CONTRAST_MIN} : 1 (WCAG 2.2, AA).</small></p>`;
  }

  async #load(): Promise<void> {
    try {
      const all = await loadFacts();
      this.tokens = all.find(({tagName}) => tagName === 'live-room')?.tokens ?? [];
    } catch {
      this.problem = 'The custom properties could not be loaded. Reload the page.';
    }
  }

  #named(name: string, scheme: Scheme): string {
    const token = this.tokens.find((each) => each.name === name);
    return token ? this.#value(token, scheme) : '';
  }

  #value({name, initial}: TokenFact, scheme: Scheme): string {
    const {light, dark} = this.theme.get(name) ?? splitValue(initial);
    return scheme === 'dark' ? (dark ?? light) : light;
  }

  #set(token: TokenFact, scheme: Scheme, text: string): void {
    const other = scheme === 'light' ? 'dark' : 'light';
    const both: Record<Scheme, string> = {light: '', dark: '', [other]: this.#value(token, other), [scheme]: text};
    this.#replace(token, both);
  }

  #replace({name, initial}: TokenFact, value: ThemeValue): void {
    const theme = new Map(this.theme);
    const before = splitValue(initial);
    const isDefault = value.light === before.light && (value.dark ?? value.light) === (before.dark ?? before.light);
    if (!value.light || isDefault) theme.delete(name);
    else theme.set(name, value);
    this.theme = theme;
  }
}
