import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {adoptStyles, type Styles} from './adopt-styles.js';

/** Wait before a failed load is repeated, ms. */
const RETRY_MS = 5_000;

/** A module that is loaded on demand, with the styles of the nodes that it draws. */
export interface StyledModule {
  readonly styles: Styles;
}

export type LazyHost = ReactiveControllerHost & {readonly renderRoot: HTMLElement | DocumentFragment};

/** A module that an element needs only once it has something to show. The first use of `module` loads it. */
export class LazyModule<M extends StyledModule> implements ReactiveController {
  readonly #host: LazyHost;
  readonly #load: () => Promise<M>;
  #module: M | undefined;
  #loading: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LazyHost, load: () => Promise<M>) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  /** Undefined until the module is loaded; the host is then rendered again. */
  get module(): M | undefined {
    if (!this.#module) this.#loading ??= this.load().then(this.#onLoaded, this.#retryLater);
    return this.#module;
  }

  /** Loads the module for a press that needs it now. Rejects if it does not load; the next call requests it again. */
  async load(): Promise<M> {
    const module = await this.#load();
    if (!this.#module) adoptStyles(this.#host.renderRoot as ShadowRoot, module.styles);
    return (this.#module = module);
  }

  /** True once the module is loaded. Loads nothing. */
  get loaded(): boolean {
    return !!this.#module;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  readonly #onLoaded = () => {
    this.#host.requestUpdate();
  };

  readonly #retryLater = () => {
    this.#loading = undefined;
    this.#timer = setTimeout(() => this.#host.requestUpdate(), RETRY_MS);
  };
}
