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
import type {Shape} from './aspect.js';

export interface DefaultLayout {
  /** Decides if the chat is over the lower part of the picture or beside it. */
  readonly shape: Shape;
  readonly pieces: Pieces;
  /** Background of the stage, beneath the danmaku. */
  readonly backdrop: TemplateResult;
  /** Status of the connection, over the stage. */
  readonly notice: TemplateResult;
}

/** The elements of the default layout, each created by the tag that this page defined it under. */
export type Pieces = ReturnType<typeof createPieces>;

/** Creates the elements of the default layout. Only this module names the tags of other elements. */
export function createPieces(room: HTMLElement) {
  const piece = (element: typeof LiveElement, name: string, parts: readonly string[]) =>
    pieceOf(element, tagInRoom(room, element), name, parts);
  const pieces = {
    player: piece(LivePlayer, 'player', ['video', 'play', 'controls', 'poster']),
    danmaku: piece(DanmakuLayer, 'danmaku', ['line', 'line-own', 'line-gift', 'lifted']),
    feed: piece(GiftFeed, 'feed', ['banner', 'effect', 'count']),
    gifts: piece(GiftBar, 'gifts', ['list', 'gift', 'icon', 'name', 'price', 'combo', 'balance']),
    like: piece(LikeButton, 'like', ['button', 'total', 'burst']),
    header: piece(RoomHeader, 'header', ['host', 'avatar', 'title', 'count', 'status', 'notice', 'follow']),
    banner: piece(BroadcastBanner, 'banner', ['banner', 'text', 'close']),
    lottery: piece(LotteryCard, 'lottery', ['card', 'keyword', 'countdown', 'enter', 'winners']),
    product: piece(ProductSlot, 'product', ['card', 'image', 'title', 'price', 'stock', 'action']),
    chat: piece(ChatPanel, 'chat', [
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
  pieces.player.toggleAttribute('controls', true);
  pieces.banner.toggleAttribute('closable', true);
  pieces.product.setAttribute('layout', 'strip');
  return pieces;
}

/** Empty frame of the layout, shown while the SDK loads. */
export function shell(shape: Shape): TemplateResult {
  return frame(shape, nothing, nothing, nothing);
}

/** The layout with all its elements. */
export function defaultLayout({shape, pieces, backdrop, notice}: DefaultLayout): TemplateResult {
  pieces.danmaku.setAttribute('font-size', shape.orientation === 'portrait' || shape.short ? '18' : '24');
  const {player, danmaku, feed, header, banner, lottery, product, chat, gifts, like} = pieces;
  const news = html`<div class="news">${banner}${lottery}</div>`;
  const stage = [backdrop, player, danmaku, feed, header, news, product, notice];
  return frame(shape, stage, chat, [gifts, like]);
}

function frame({orientation, short}: Shape, stage: unknown, aside: unknown, bar: unknown): TemplateResult {
  return html`
    <div part="layout" class="layout ${orientation} ${short ? 'short' : ''}">
      <div part="stage" class="stage">${stage}</div>
      <div part="aside" class="aside">${aside}</div>
      <div class="bar">${bar}</div>
    </div>
  `;
}

/** Creates an element. Its parts are exported as `<tag>-<part>` with the standard tag, even if the page uses a prefix. */
function pieceOf({tag}: typeof LiveElement, ownTag: string, name: string, parts: readonly string[]): HTMLElement {
  const element = document.createElement(ownTag);
  element.className = name;
  element.setAttribute('exportparts', parts.map((part) => `${part}:${tag}-${part}`).join());
  return element;
}
