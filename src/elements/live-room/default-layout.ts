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
import {warn} from '../base/warn.js';
import {avatar} from '../profile-card/avatar.js';
import type {RoomState} from '../../session/state/slices/room.js';
import type {Aspect} from './aspect.js';

/** Pieces that `without` may name. */
const PIECES = ['gifts', 'likes', 'danmaku', 'product', 'lottery', 'header', 'composer', 'broadcast', 'poll'] as const;

export interface DefaultLayout {
  /** Names of the pieces that the page does not want, separated by spaces: see `PIECES`. */
  readonly without: string;
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
    player: create(LivePlayer, 'player', [
      ...['video', 'play', 'poster', 'controls', 'control', 'control-pause', 'control-mute'],
      ...['control-picture-in-picture', 'control-fullscreen', 'volume'],
    ]),
    danmaku: create(DanmakuLayer, 'danmaku', ['line', 'line-own', 'line-gift', 'lifted', 'control']),
    feed: create(GiftFeed, 'feed', ['banner', 'effect', 'count']),
    gifts: create(GiftBar, 'gifts', ['list', 'gift', 'icon', 'name', 'price', 'combo', 'balance', 'quantity']),
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
  return layoutTemplate(aspect, nothing, nothing, []);
}

/** The layout with all its elements. */
export function defaultLayout({aspect, elements, host, connectionStatus, ...options}: DefaultLayout): TemplateResult {
  const without = readPieces(options.without);
  const {player, danmaku, feed, header, banner, lottery, product, chat, gifts, like} = elements;
  danmaku.setAttribute('font-size', aspect.orientation === 'portrait' || aspect.short ? '18' : '24');
  chat.toggleAttribute('readonly', without.includes('composer'));
  const unless = (name: (typeof PIECES)[number], element: HTMLElement) => (without.includes(name) ? nothing : element);
  const announcements = html`<div class="announcements">
    ${unless('broadcast', banner)}${unless('lottery', lottery)}
  </div>`;
  const backdrop = html`<div class="backdrop" aria-hidden="true">${host ? avatar(host) : nothing}</div>`;
  const stage = [
    backdrop,
    player,
    unless('danmaku', danmaku),
    unless('gifts', feed),
    unless('header', header),
    announcements,
    unless('product', product),
    connectionStatus,
  ];
  return layoutTemplate(aspect, stage, chat, [unless('gifts', gifts), unless('likes', like)]);
}

function readPieces(text: string): readonly string[] {
  const names = text.split(/\s+/);
  if (__DEV__) {
    const unknown = names.find((name) => name && !(PIECES as readonly string[]).includes(name));
    if (unknown) warn(`<live-room without="${unknown}">: the pieces are ${PIECES.join(', ')}.`, 'bad_config');
  }
  return names;
}

/** @param bar The pieces of the bar. Without any, the bar takes no place. */
function layoutTemplate(
  {orientation, short}: Aspect,
  stage: unknown,
  aside: unknown,
  bar: readonly unknown[],
): TemplateResult {
  const isBarEmpty = bar.length > 0 && bar.every((piece) => piece === nothing);
  return html`
    <div part="layout" class="layout ${orientation} ${short ? 'short' : ''}">
      <div part="stage" class="stage">${stage}<slot name="stage-overlay"></slot><slot name="stage-actions"></slot></div>
      <div part="aside" class="aside"><slot name="aside-header"></slot>${aside}<slot name="below-composer"></slot></div>
      <div part="bar" class="bar" ?hidden=${isBarEmpty}>${bar}</div>
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
