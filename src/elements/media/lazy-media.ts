import type {Media} from '../../protocol/media.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {adoptStyles} from '../base/adopt-styles.js';
import type {MediaViews} from './media-views.js';
import {lazy} from '../../session/lazy.js';

const loadMedia = lazy(() => import('./media-views.js'));

export interface LazyMediaOptions {
  readonly root: ShadowRoot;
  readonly localize: LocalizeController;
  /** Called when the script has loaded: the list can draw again. */
  readonly onLoaded: () => void;
}

/** Views of the pictures, voice messages and videos in a list. Their script is loaded for the first of them. */
export class LazyMedia {
  readonly #options: LazyMediaOptions;
  #views: MediaViews | undefined;
  #loading: Promise<void> | undefined;

  constructor(options: LazyMediaOptions) {
    this.#options = options;
  }

  get loaded(): boolean {
    return !!this.#views;
  }

  /** Undefined until the script has loaded. */
  view(media: Media): HTMLElement | undefined {
    if (!this.#views) this.#loading ??= this.#load();
    return this.#views?.view(media);
  }

  /** Stops playback and loading when the list leaves the page. */
  stop(): void {
    this.#views?.stop();
  }

  async #load(): Promise<void> {
    const {root, onLoaded} = this.#options;
    try {
      const {MediaViews: Views, styles} = await loadMedia();
      adoptStyles(root, styles);
      this.#views = new Views(this.#options);
      onLoaded();
    } catch {
      this.#loading = undefined; // The script did not load: the next drawing requests it again.
    }
  }
}
