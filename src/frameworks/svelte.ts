/** `live-room-elements/svelte`: types of the tags in Svelte's templates. Svelte 5 takes `onlive-error`, Svelte 4 `on:live-error`. */
import type {HTMLAttributes} from 'svelte/elements';
import type {Tag, TagElement, TagListeners, TagProps} from './tag-types.js';
import type {TagAttributes} from './tags.generated.js';

type SvelteProps<T extends Tag> = Omit<HTMLAttributes<TagElement<T>>, keyof TagAttributes[T] | keyof TagProps<T>> &
  Omit<TagAttributes[T], keyof TagProps<T>> &
  TagProps<T> &
  TagListeners<T, 'on'> &
  TagListeners<T, 'on:'>;

type SvelteElements = {[T in Tag]: SvelteProps<T>};

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends SvelteElements {}
}
