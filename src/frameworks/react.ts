/**
 * `live-room-elements/react`: a component per element, and types of the tags in JSX. Importing it defines the elements.
 *
 * The components set properties and add listeners in the browser only, before the elements join a room, also when React
 * takes over a page that a server rendered. Events are props: `live-error` is `onError`.
 */
import * as React from 'react';
import {createComponent, type EventName as ReactEvent, type ReactWebComponent} from '@lit/react';
import '../define/all.js';
import type {LiveEvent} from '../elements/base/events.js';
import * as elements from '../index.js';
import type {EventName, Tag, TagElement, TagEvents, TagListeners, TagProps} from './tag-types.js';
import {TAG_EVENTS, type TagAttributes} from './tags.generated.js';

/** Listeners of a component, as `createComponent` types them. */
type ComponentEvents<T extends Tag> = {[E in TagEvents<T> as `on${EventName<E>}`]: ReactEvent<LiveEvent<E>>};
type Component<T extends Tag> = ReactWebComponent<TagElement<T>, ComponentEvents<T>>;

export const BroadcastBanner = component('broadcast-banner', elements.BroadcastBanner);
export const ChatPanel = component('chat-panel', elements.ChatPanel);
export const DanmakuLayer = component('danmaku-layer', elements.DanmakuLayer);
export const GiftBar = component('gift-bar', elements.GiftBar);
export const GiftFeed = component('gift-feed', elements.GiftFeed);
export const LikeButton = component('like-button', elements.LikeButton);
export const LiveLauncher = component('live-launcher', elements.LiveLauncher);
export const LiveLobby = component('live-lobby', elements.LiveLobby);
export const LivePlayer = component('live-player', elements.LivePlayer);
export const LivePoll = component('live-poll', elements.LivePoll);
export const LiveRoom = component('live-room', elements.LiveRoom);
export const LotteryCard = component('lottery-card', elements.LotteryCard);
export const PrivateChat = component('private-chat', elements.PrivateChat);
export const ProductShelf = component('product-shelf', elements.ProductShelf);
export const ProductSlot = component('product-slot', elements.ProductSlot);
export const RoomHeader = component('room-header', elements.RoomHeader);

function component<T extends Tag>(tag: T, elementClass: new () => TagElement<T>): Component<T> {
  // A room receives the events of all elements in it.
  const types = tag === 'live-room' ? Object.values(TAG_EVENTS).flat() : TAG_EVENTS[tag];
  const events = Object.fromEntries(types.map((type) => [propOf(type), type]));
  return createComponent({
    react: React,
    tagName: tag,
    elementClass,
    events,
    displayName: elementClass.name,
  }) as Component<T>;
}

/** `live-gift-give` → `onGiftGive`. */
function propOf(type: string): string {
  return type.replace('live', 'on').replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
}

/** Props of a tag in JSX. React 19 sets properties, and takes `onlive-error` as a listener of `live-error`. */
type JsxProps<T extends Tag> = Omit<
  React.DetailedHTMLProps<React.HTMLAttributes<TagElement<T>>, TagElement<T>>,
  keyof TagAttributes[T] | keyof TagProps<T>
> &
  Omit<TagAttributes[T], keyof TagProps<T>> &
  TagProps<T> &
  TagListeners<T, 'on'> & {class?: string | undefined};

type JsxElements = {[T in Tag]: JsxProps<T>};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends JsxElements {}
  }
}
