import type {ReactiveController} from 'lit';
import type {LazyHost, LazyModule} from '../base/lazy-module.js';
import type * as view from './chat-view.js';

type Person = Parameters<typeof view.isHiddenByViewer>[1];

/**
 * Reports which lines the viewer has hidden. Its code loads with the view of the comments, before which nothing is
 * shown or announced.
 */
export class HiddenContentController implements ReactiveController {
  readonly #host: LazyHost;
  readonly #viewModule: LazyModule<typeof view>;
  readonly #load: () => Promise<typeof view>;
  #loadedView: typeof view | undefined;
  #lifetime: AbortController | undefined;

  constructor(host: LazyHost, viewModule: LazyModule<typeof view>, load: () => Promise<typeof view>) {
    this.#host = host;
    this.#viewModule = viewModule;
    this.#load = load;
    host.addController(this);
  }

  /** True if the viewer has hidden a line. False before the view has loaded. */
  isHidden(text: string, from: Person): boolean {
    return !!this.#loadedView?.isHiddenByViewer(text, from);
  }

  /** Calls `next` when the view has loaded, or at once if it has loaded already. */
  whenLoaded(next: () => void): void {
    if (this.#loadedView) return next();
    const onLoaded = (loaded: typeof view) => {
      this.#loadedView = loaded;
      next();
    };
    this.#load().then(onLoaded, () => undefined); // Without the view nothing is shown.
  }

  hostConnected(): void {
    if (this.#loadedView) this.#host.requestUpdate(); // The hidden words and people may have changed during the load.
  }

  hostUpdate(): void {
    if (this.#viewModule.loaded) this.#loadedView = this.#viewModule.module;
    if (!this.#loadedView || this.#lifetime) return;
    this.#lifetime = new AbortController();
    this.#loadedView.hiddenContent.subscribe(() => this.#host.requestUpdate(), this.#lifetime);
  }

  hostDisconnected(): void {
    this.#lifetime?.abort();
    this.#lifetime = undefined;
  }
}
