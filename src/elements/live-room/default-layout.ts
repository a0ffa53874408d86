import {html, nothing, type TemplateResult} from 'lit';
import {BroadcastBanner} from '../broadcast-banner/broadcast-banner.js';
import {ChatPanel} from '../chat-panel/chat-panel.js';
import {DanmakuLayer} from '../danmaku-layer/danmaku-layer.js';
import {GiftBar} from '../gift-bar/gift-bar.js';
import {GiftFeed} from '../gift-feed/gift-feed.js';
import {LikeButton} from '../like-button/like-button.js';
import {LivePlayer} from '../live-player/live-player.js';
import {LotteryCard} from '../lottery-card/lottery-card.js';
import {ProductSlot} from '../product-slot/product-slot.js';
import {RoomHeader} from '../room-header/room-header.js';
import {tagInRoom, type LiveElement} from '../base/live-element.js';
import {avatar} from '../profile-card/avatar.js';
import type {RoomState} from '../../session/state/slices/room.js';
import type {Aspect} from './aspect.js';

export interface DefaultLayout {
  /** Portrait has the chat over the lower part of the video, landscape beside it. */
  readonly aspect: Aspect;
  readonly elements: LayoutElements;
  /** Their avatar is the background of the stage while there is no video. */
  readonly host: RoomState['host'];
  /** Text about the connection, over the stage. */
  readonly connectionStatus: TemplateResult;
}

/** The elements of the default layout, each created by the tag that this page defined it under. */
export type LayoutElements = ReturnType<typeof createLayoutElements>;

/** Creates the elements of the default layout. Only this module names the tags of other elements. */
export function createLayoutElements(room: HTMLElement) {
  const create = (element: typeof LiveElement, name: string, parts: readonly string[]) =>
    createElement(element, tagInRoom(room, element), name, parts);
  const elements = {
    player: create(LivePlayer, 'player', ['video', 'play', 'controls', 'poster']),
    danmaku: create(DanmakuLayer, 'danmaku', ['line', 'line-own', 'line-gift', 'lifted']),
    feed: create(GiftFeed, 'feed', ['banner', 'effect', 'count']),
    gifts: create(GiftBar, 'gifts', ['list', 'gift', 'icon', 'name', 'price', 'combo', 'balance']),
    like: create(LikeButton, 'like', ['button', 'total', 'burst']),
    header: create(RoomHeader, 'header', ['host', 'avatar', 'title', 'count', 'status', 'notice', 'follow']),
    banner: create(BroadcastBanner, 'banner', ['banner', 'text', 'close']),
    lottery: create(LotteryCard, 'lottery', ['card', 'keyword', 'countdown', 'enter', 'winners']),
    product: create(ProductSlot, 'product', ['card', 'image', 'title', 'price', 'stock', 'action']),
    chat: create(ChatPanel, 'chat', [
      'list',
      'message',
      'author',
      'badge',
      'text',
      'composer',
      'input',
      'send',
      'latest',
    ]),
  };
  elements.player.toggleAttribute('controls', true);
  elements.banner.toggleAttribute('closable', true);
  elements.product.setAttribute('layout', 'strip');
  return elements;
}

/** The layout without elements, shown while the SDK loads. */
export function layoutSkeleton(aspect: Aspect): TemplateResult {
  return layoutTemplate(aspect, nothing, nothing, nothing);
}

/** The layout with all its elements. */
export function defaultLayout({aspect, elements, host, connectionStatus}: DefaultLayout): TemplateResult {
  elements.danmaku.setAttribute('font-size', aspect.orientation === 'portrait' || aspect.short ? '18' : '24');
  const {player, danmaku, feed, header, banner, lottery, product, chat, gifts, like} = elements;
  const announcements = html`<div class="announcements">${banner}${lottery}</div>`;
  const backdrop = html`<div class="backdrop" aria-hidden="true">${host ? avatar(host) : nothing}</div>`;
  const stage = [backdrop, player, danmaku, feed, header, announcements, product, connectionStatus];
  return layoutTemplate(aspect, stage, chat, [gifts, like]);
}

function layoutTemplate({orientation, short}: Aspect, stage: unknown, aside: unknown, bar: unknown): TemplateResult {
  return html`
    <div part="layout" class="layout ${orientation} ${short ? 'short' : ''}">
      <div part="stage" class="stage">${stage}</div>
      <div part="aside" class="aside">${aside}</div>
      <div class="bar">${bar}</div>
    </div>
  `;
}

/** Creates an element. Its parts are exported as `<tag>-<part>` with the standard tag, even if the page uses a prefix. */
function createElement({tag}: typeof LiveElement, ownTag: string, name: string, parts: readonly string[]): HTMLElement {
  const element = document.createElement(ownTag);
  element.className = name;
  element.setAttribute('exportparts', parts.map((part) => `${part}:${tag}-${part}`).join());
  return element;
}
