import type {ReactiveController} from 'lit';
import type {LazyHost, LazyModule} from '../base/lazy-module.js';
import type * as view from './chat-view.js';

type Person = Parameters<typeof view.isHiddenByViewer>[1];

/** Tells which lines the viewer has hidden. The code that decides it loads with the view of the comments: nothing is shown or announced before. */
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

  /** Calls `next` once the view has loaded: at once if it has. */
  whenLoaded(next: () => void): void {
    if (this.#loadedView) return next();
    const onLoaded = (loaded: typeof view) => {
      this.#loadedView = loaded;
      next();
    };
    this.#load().then(onLoaded, () => undefined); // Without the view nothing is shown either.
  }

  hostConnected(): void {
    if (this.#loadedView) this.#host.requestUpdate(); // The hidden words and people may have changed meanwhile.
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
