import type {ReactiveController, ReactiveElement} from 'lit';

/** The dark half of each `light-dark()` in tokens.ts. */
const DARK = `
  :host {
    --_accent: var(--live-accent, #ff6b8b);
    --_on-accent: var(--live-on-accent, #2b0710);
    --_surface: var(--live-surface, #191a21);
    --_text: var(--live-text, #f1f2f6);
    --_text-quiet: var(--live-text-quiet, #a9acbb);
    --_outline: var(--live-outline, #3a3c49);
    --_focus: var(--live-focus, #8fb0ff);
  }
`;

/**
 * Follows the page's `color-scheme` where CSS cannot: by the reader's preference and by changes of attributes above the
 * element. A stylesheet of the page that comes or goes without either is noticed at the next of them.
 */
export class DarkFallback implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #sheet = new CSSStyleSheet();
  readonly #preference = matchMedia('(prefers-color-scheme: dark)');
  readonly #observer = new MutationObserver(() => this.#check());

  constructor(host: ReactiveElement) {
    this.#host = host;
    this.#sheet.replaceSync(DARK);
    host.addController(this);
  }

  hostConnected(): void {
    this.#preference.addEventListener('change', this.#check);
    let node: Node | null = this.#host;
    for (; node; node = node instanceof ShadowRoot ? node.host : node.parentNode) {
      if (node instanceof Element) this.#observer.observe(node, {attributes: true});
    }
    this.#check();
  }

  hostDisconnected(): void {
    this.#preference.removeEventListener('change', this.#check);
    this.#observer.disconnect();
  }

  readonly #check = () => {
    const root = this.#host.renderRoot as ShadowRoot;
    const [tokens, ...others] = root.adoptedStyleSheets;
    const rest = others.filter((sheet) => sheet !== this.#sheet);
    const isDark = this.#isDark();
    if (tokens && isDark === (rest.length === others.length)) {
      // After the tokens, before whatever the element makes of them.
      root.adoptedStyleSheets = isDark ? [tokens, this.#sheet, ...rest] : [tokens, ...rest];
    }
  };

  #isDark(): boolean {
    const {colorScheme} = getComputedStyle(this.#host);
    const ofPage = document.querySelector<HTMLMetaElement>('meta[name=color-scheme]')?.content ?? '';
    const schemes = (colorScheme === 'normal' ? ofPage : colorScheme).split(/\s+/);
    return schemes.includes('dark') && (this.#preference.matches || !schemes.includes('light'));
  }
}
