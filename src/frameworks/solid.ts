/** `live-room-elements/solid`: types of the tags in Solid's JSX: `prop:credentials`, `on:live-error`. */
import type {JSX} from 'solid-js';
import type {Tag, TagElement, TagListeners, TagProps} from './tag-types.js';
import type {TagAttributes} from './tags.generated.js';

type SolidProps<T extends Tag> = Omit<JSX.HTMLAttributes<TagElement<T>>, keyof TagAttributes[T]> &
  TagAttributes[T] & {
    [P in keyof TagProps<T> & string as `prop:${P}`]?: TagProps<T>[P];
  } & TagListeners<T, 'on:'>;

type SolidElements = {[T in Tag]: SolidProps<T>};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends SolidElements {}
  }
}
