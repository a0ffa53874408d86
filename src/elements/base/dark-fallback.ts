import type {ReactiveController, ReactiveElement} from 'lit';

/** Dark value of each `light-dark()` in tokens.ts. */
const DARK = `
  :host {
    --_accent: var(--live-accent, #ff8ba3);
    --_on-accent: var(--live-on-accent, #2b0710);
    --_surface: var(--live-surface, #191a21);
    --_text: var(--live-text, #f1f2f6);
    --_text-quiet: var(--live-text-quiet, #a9acbb);
    --_outline: var(--live-outline, #3a3c49);
    --_focus: var(--live-focus, #8fb0ff);
  }
`;

/**
 * Follows the page's `color-scheme` in browsers without `light-dark()`. It listens to the viewer's preference and to
 * attributes of the element's ancestors. A change of the page's stylesheets alone takes effect at the next of these
 * events.
 */
export class DarkFallback implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #sheet = new CSSStyleSheet();
  readonly #preference = matchMedia('(prefers-color-scheme: dark)');
  readonly #observer = new MutationObserver(() => this.#update());

  constructor(host: ReactiveElement) {
    this.#host = host;
    this.#sheet.replaceSync(DARK);
    host.addController(this);
  }

  hostConnected(): void {
    this.#preference.addEventListener('change', this.#update);
    let node: Node | null = this.#host;
    for (; node; node = node instanceof ShadowRoot ? node.host : node.parentNode) {
      if (node instanceof Element) this.#observer.observe(node, {attributes: true});
    }
    this.#update();
  }

  hostDisconnected(): void {
    this.#preference.removeEventListener('change', this.#update);
    this.#observer.disconnect();
  }

  readonly #update = () => {
    const root = this.#host.renderRoot as ShadowRoot;
    const [tokens, ...others] = root.adoptedStyleSheets;
    const rest = others.filter((sheet) => sheet !== this.#sheet);
    const isDark = this.#isDark();
    if (tokens && isDark === (rest.length === others.length)) {
      // After the tokens and before the element's own styles, which override both.
      root.adoptedStyleSheets = isDark ? [tokens, this.#sheet, ...rest] : [tokens, ...rest];
    }
  };

  #isDark(): boolean {
    const {colorScheme} = getComputedStyle(this.#host);
    const pageScheme = document.querySelector<HTMLMetaElement>('meta[name=color-scheme]')?.content ?? '';
    const schemes = (colorScheme === 'normal' ? pageScheme : colorScheme).split(/\s+/);
    return schemes.includes('dark') && (this.#preference.matches || !schemes.includes('light'));
  }
}
