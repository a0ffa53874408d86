import type {LiveEvent, LiveEventType} from '../elements/base/events.js';
import type {TAG_EVENTS, TagAttributes, TagProperties} from './tags.generated.js';

/** Value of an attribute whose property has the type `T`. */
export type AttributeValue<T> =
  NonNullable<T> extends boolean ? boolean | '' : NonNullable<T> extends number ? number | `${number}` : NonNullable<T>;

/** A tag of ours. */
export type Tag = keyof TagAttributes;

/** The class of a tag's element. */
export type TagElement<T extends Tag> = HTMLElementTagNameMap[T];

/** Types of the events that a tag's listeners receive: its own, and for a room also those of all elements in it. */
export type TagEvents<T extends Tag> = T extends 'live-room' ? LiveEventType : (typeof TAG_EVENTS)[T][number];

/** Properties of a tag, by name. A template may also set properties that have an attribute, as text. */
export type TagProps<T extends Tag> = {
  [P in keyof TagElement<T> & TagProperties[T]]?: TagElement<T>[P] | AttributeValue<TagElement<T>[P]> | undefined;
};

/** Listeners of a tag, by prop: the event's type after `Prefix`, for example `onlive-error`. */
export type TagListeners<T extends Tag, Prefix extends string> = {
  [E in TagEvents<T> as `${Prefix}${E}`]?: ((event: LiveEvent<E>) => void) | undefined;
};

/** `live-gift-give` → `GiftGive`. */
export type EventName<E extends string> = E extends `live-${infer Rest}` ? PascalCase<Rest> : never;

/** `gift-give` → `GiftGive`. */
export type PascalCase<S extends string> = S extends `${infer Head}-${infer Rest}`
  ? `${Capitalize<Head>}${PascalCase<Rest>}`
  : Capitalize<S>;
