import type {ReactiveController} from 'lit';
import type {LazyHost, LazyModule} from '../base/lazy-module.js';
import type * as view from './chat-view.js';

type Person = Parameters<typeof view.isFiltered>[1];

/** The viewer's filters. They load with the view of the comments: nothing is shown or read aloud before. */
export class LazyFilters implements ReactiveController {
  readonly #host: LazyHost;
  readonly #viewModule: LazyModule<typeof view>;
  readonly #load: () => Promise<typeof view>;
  #filters: typeof view | undefined;
  #connection: AbortController | undefined;

  constructor(host: LazyHost, viewModule: LazyModule<typeof view>, load: () => Promise<typeof view>) {
    this.#host = host;
    this.#viewModule = viewModule;
    this.#load = load;
    host.addController(this);
  }

  /** True if the viewer hides a line. False before the filters are loaded. */
  hides(text: string, from: Person): boolean {
    return !!this.#filters?.isFiltered(text, from);
  }

  /** Calls `next` once the filters are loaded: at once if they are. */
  whenLoaded(next: () => void): void {
    if (this.#filters) return next();
    const loaded = (filters: typeof view) => {
      this.#filters = filters;
      next();
    };
    this.#load().then(loaded, () => undefined); // Without the view nothing is shown either.
  }

  hostConnected(): void {
    if (this.#filters) this.#host.requestUpdate(); // They may have changed meanwhile.
  }

  hostUpdate(): void {
    if (this.#viewModule.loaded) this.#filters = this.#viewModule.module;
    if (!this.#filters || this.#connection) return;
    this.#connection = new AbortController();
    this.#filters.viewerFilters.subscribe(() => this.#host.requestUpdate(), this.#connection);
  }

  hostDisconnected(): void {
    this.#connection?.abort();
    this.#connection = undefined;
  }
}
