import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** A script that could not be loaded, the network being what it is, is asked for again. */
const LOAD_AGAIN_MS = 5_000;

/** A module in a chunk of its own, with the styles for what it draws. */
export interface LateModule {
  readonly styles: string;
}

export type LateHost = ReactiveControllerHost & {readonly renderRoot: HTMLElement | DocumentFragment};

/** What an element needs only once it has something to show: loaded when it is first asked for. */
export class Late<M extends LateModule> implements ReactiveController {
  readonly #host: LateHost;
  readonly #load: () => Promise<M>;
  #module: M | undefined;
  #loading: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LateHost, load: () => Promise<M>) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  /** Undefined until it is there; the host is then rendered again. */
  get module(): M | undefined {
    if (!this.#module) this.#loading ??= this.#load().then(this.#adopt, this.#failed);
    return this.#module;
  }

  /** Whether it is there; asks for nothing. */
  get loaded(): boolean {
    return !!this.#module;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  readonly #adopt = (module: M) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(module.styles);
    const shadow = this.#host.renderRoot as ShadowRoot;
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
    this.#module = module;
    this.#host.requestUpdate();
  };

  readonly #failed = () => {
    this.#loading = undefined;
    this.#timer = setTimeout(() => this.#host.requestUpdate(), LOAD_AGAIN_MS);
  };
}
