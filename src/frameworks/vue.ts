/** `live-room-elements/vue`: types of the tags in Vue's templates, and the tags for Vue's compiler. */
import type {HTMLAttributes, VNodeProps} from 'vue';
import type {LiveEvent} from '../elements/base/events.js';
import type {PascalCase, Tag, TagElement, TagEvents, TagProps} from './tag-types.js';
import {TAG_EVENTS} from './tags.generated.js';

/**
 * True for a tag of ours. For `compilerOptions.isCustomElement`: the page's own components may have dashes in their tags
 * too.
 */
export function isLiveRoomElement(tag: string): boolean {
  return Object.hasOwn(TAG_EVENTS, tag);
}

type VueProps<T extends Tag> = Omit<HTMLAttributes, keyof TagProps<T>> &
  VNodeProps &
  TagProps<T> & {
    [E in TagEvents<T> as `on${PascalCase<E>}`]?: ((event: LiveEvent<E>) => void) | undefined;
  } & (T extends 'live-room' ? {userSig?: string | undefined} : unknown);

type VueElements = {
  [T in Tag]: new () => TagElement<T> & {readonly $props: VueProps<T>};
};

declare module 'vue' {
  interface GlobalComponents extends VueElements {}
}
