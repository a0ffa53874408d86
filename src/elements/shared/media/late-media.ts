import type {MediaWords} from '../../../locales/media.js';
import type {Media} from '../../../protocol/media.js';
import {adopt} from '../sheet.js';
import type {MediaViews} from './media-views.js';
import {lazy} from '../../../session/lazy.js';

const loadMedia = lazy(() => import('./media-views.js'));

export interface LateMediaOptions {
  readonly root: ShadowRoot;
  readonly lang: () => string;
  /** The page's own; the chunk's unless given. */
  readonly words: () => MediaWords | undefined;
  /** It is there: draw again. */
  readonly loaded: () => void;
}

/** Pictures, voice and film of a list, by a script that is loaded when the first is there. */
export class LateMedia {
  readonly #options: LateMediaOptions;
  #views: MediaViews | undefined;
  #loading: Promise<void> | undefined;

  constructor(options: LateMediaOptions) {
    this.#options = options;
  }

  get loaded(): boolean {
    return !!this.#views;
  }

  /** Undefined until the script is there. */
  view(media: Media): HTMLElement | undefined {
    if (!this.#views) this.#loading ??= this.#load();
    return this.#views?.view(media);
  }

  /** The list is not seen any more. */
  stop(): void {
    this.#views?.stop();
  }

  async #load(): Promise<void> {
    const {root, loaded} = this.#options;
    try {
      const {MediaViews: Views, styles} = await loadMedia();
      adopt(root, styles);
      this.#views = new Views(this.#options);
      loaded();
    } catch {
      this.#loading = undefined; // It did not come, the network being what it is: the next drawing asks again.
    }
  }
}
