import {html, nothing, type TemplateResult} from 'lit';
import {BroadcastBanner} from '../broadcast-banner/broadcast-banner.js';
import {ChatPanel} from '../chat-panel/chat-panel.js';
import {DanmakuLayer} from '../danmaku-layer/danmaku-layer.js';
import {GiftBar} from '../gift-bar/gift-bar.js';
import {GiftFeed} from '../gift-feed/gift-feed.js';
import {LikeButton} from '../like-button/like-button.js';
import {LivePlayer} from '../live-player/live-player.js';
import {ProductSlot} from '../product-slot/product-slot.js';
import {RoomHeader} from '../room-header/room-header.js';
import {tagInRoom, type LiveElement} from '../base/live-element.js';
import {LazyModule} from '../base/lazy-module.js';
import {warn} from '../base/warn.js';
import {lazy} from '../../session/lazy.js';
import {avatar} from '../profile-card/avatar.js';
import type {RoomState} from '../../session/state/slices/room.js';
import {isOverlay, isTight, type Aspect} from './aspect.js';
import {defaultLayoutStyles} from './default-layout.styles.js';
import type {LayoutRoom} from './stage/layout-room.js';
import {layoutTemplate} from './layout-template.js';
import type {StageView} from './stage-view.js';

export {StagePlaces} from './stage-places.js';
export const styles = defaultLayoutStyles;

const loadBag = lazy(() => import('./stage/shop-bag.js'));

/** Pieces that `without` may name. */
const PIECES = [
  'gifts',
  'likes',
  'danmaku',
  'product',
  'lottery',
  'header',
  'composer',
  'broadcast',
  'poll',
  'lobby',
] as const;

export interface DefaultLayout {
  /** Names of the pieces that the page removes, separated by spaces. See `PIECES`. */
  readonly without: string;
  /**
   * In portrait and low landscape the chat is over the lower part of the video; in landscape it is next to the video.
   */
  readonly aspect: Aspect;
  /** True if a product is on show. */
  readonly hasProduct: boolean;
  readonly elements: LayoutElements;
  /** The host's avatar is the background of the stage while there is no video. */
  readonly host: RoomState['host'];
  /** Text about the connection, over the stage. */
  readonly connectionStatus: TemplateResult;
  /** Undefined until its script has loaded. */
  readonly view: StageView | undefined;
}

/** The elements of the default layout, each created by its tag on this page. */
export type LayoutElements = ReturnType<typeof createLayoutElements>;

/** Creates the elements of the default layout. No other module contains the tags of other elements. */
export function createLayoutElements(room: LayoutRoom) {
  const create = (element: typeof LiveElement, name: string, parts: readonly string[]) =>
    createElement(element, tagInRoom(room, element), name, parts);
  const createLater = (tag: string, name: string, parts: readonly string[]) =>
    createElement({tag}, laterTag(room, tag), name, parts);
  const shelf = createLater('product-shelf', 'shelf', [
    ...['list', 'item', 'image', 'title', 'price', 'compare-at', 'variant', 'add', 'badge'],
  ]);
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
    lottery: createLater('lottery-card', 'lottery', ['card', 'keyword', 'countdown', 'enter', 'winners']),
    product: create(ProductSlot, 'product', ['card', 'image', 'title', 'price', 'stock', 'action']),
    lobby: createLater('live-lobby', 'lobby', ['countdown', 'title', 'calendar', 'remind', 'next']),
    poll: createLater('live-poll', 'poll', ['question', 'option', 'bar', 'total']),
    shelf,
    chat: create(ChatPanel, 'chat', [
      'list',
      'pinned',
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
  elements.danmaku.slot = 'overlay';
  elements.banner.toggleAttribute('closable', true);
  const bag = new LazyModule(room, async () => {
    const {ShopBag, styles} = await loadBag();
    return {shopBag: new ShopBag(room, shelf), styles};
  });
  return {...elements, bag, room};
}

/** The layout with all its elements. */
export function defaultLayout({
  aspect,
  elements,
  host,
  connectionStatus,
  view,
  ...options
}: DefaultLayout): TemplateResult {
  const without = readPieces(options.without);
  const has = (name: (typeof PIECES)[number]) => !without.includes(name);
  const piece = (name: (typeof PIECES)[number], element: HTMLElement) => (has(name) ? element : nothing);
  const {player, danmaku, feed, header, banner, lottery, product, chat, gifts, like, lobby, poll, shelf} = elements;
  const overlay = isOverlay(aspect);
  danmaku.setAttribute('font-size', overlay || aspect.short ? '18' : '24');
  danmaku.setAttribute('lanes', aspect.orientation === 'portrait' ? '3' : '0');
  if (!has('danmaku')) danmaku.remove();
  else if (!danmaku.isConnected) player.append(danmaku);
  header.toggleAttribute('compact', overlay);
  product.setAttribute('layout', overlay && !isTight(aspect) ? 'compact' : 'strip');
  gifts.setAttribute('columns', !overlay ? '0' : aspect.orientation === 'portrait' ? '4' : '8');
  chat.toggleAttribute('readonly', !has('composer'));
  const {status} = elements.room.session.state.room;
  const isLobby = has('lobby') && (status === 'upcoming' || status === 'ended'); // Its card takes the place of avatar and poll.
  player.classList.toggle('beneath', isLobby);
  const announcements = html`<div class="announcements">
    ${piece('broadcast', banner)}${isLobby ? nothing : piece('poll', poll)}${piece('lottery', lottery)}
  </div>`;
  const backdrop = html`<div class="backdrop" aria-hidden="true">${host && !isLobby ? avatar(host) : nothing}</div>`;
  const stage = [
    backdrop,
    player,
    piece('gifts', feed),
    piece('header', header),
    announcements,
    piece('product', product),
    piece('lobby', lobby),
    piece('product', shelf),
    connectionStatus,
  ];
  const hasProduct = options.hasProduct && has('product');
  const bag = hasProduct ? elements.bag.module?.shopBag.button() : nothing;
  const pieces = {bag, gifts: has('gifts'), chat: aspect.low};
  const hasButtons = overlay && !!view && (hasProduct || pieces.gifts || pieces.chat);
  const buttons = hasButtons ? view.buttons(pieces) : nothing;
  const sheet = has('gifts') ? html`<div part="sheet" class="sheet" id="sheet">${gifts}</div>` : nothing;
  const bar = [buttons, sheet, overlay ? nothing : bag, piece('likes', like)];
  return layoutTemplate(aspect, stage, chat, bar, hasProduct);
}

function readPieces(text: string): readonly string[] {
  const names = text.split(/\s+/);
  if (__DEV__) {
    const unknown = names.find((name) => name && !(PIECES as readonly string[]).includes(name));
    if (unknown) warn(`<live-room without="${unknown}">: the pieces are ${PIECES.join(', ')}.`, 'bad_config');
  }
  return names;
}

/** Tag of an element whose script loads later: with the room's prefix, unless the page defined it without. */
function laterTag(room: HTMLElement, tag: string): string {
  const prefixed = withPrefixOf(room, tag);
  // The room may have a tag without a prefix that the page chose. The layout must not contain the room itself.
  const isPrefixed = prefixed !== room.localName;
  // The prefix may be a script's second one. Its later elements then have the same prefix as its core elements.
  const follows = tagInRoom(room, BroadcastBanner) === withPrefixOf(room, BroadcastBanner.tag);
  return isPrefixed && (follows || customElements.get(prefixed) || !customElements.get(tag)) ? prefixed : tag;
}

const withPrefixOf = ({localName}: HTMLElement, tag: string) => localName.replace(/live-room$/, tag);

/** Creates an element. Its parts are exported as `<tag>-<part>` by the standard tag, even if the page uses a prefix. */
function createElement(
  {tag}: Pick<typeof LiveElement, 'tag'>,
  ownTag: string,
  name: string,
  parts: readonly string[],
): HTMLElement {
  const element = document.createElement(ownTag);
  element.className = name;
  element.setAttribute('exportparts', parts.map((part) => `${part}:${tag}-${part}`).join());
  return element;
}
