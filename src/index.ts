/** Exports classes and types. The import defines no elements; `live-room-elements/define` does. */
export {BroadcastBanner} from './elements/broadcast-banner/broadcast-banner.js';
export {ChatPanel} from './elements/chat-panel/chat-panel.js';
export {DanmakuLayer} from './elements/danmaku-layer/danmaku-layer.js';
export {GiftBar} from './elements/gift-bar/gift-bar.js';
export {GiftFeed} from './elements/gift-feed/gift-feed.js';
export {LikeButton} from './elements/like-button/like-button.js';
export {LiveLauncher} from './elements/live-launcher/live-launcher.js';
export {LiveLobby} from './elements/live-lobby/live-lobby.js';
export {LivePlayer} from './elements/live-player/live-player.js';
export {LivePoll} from './elements/live-poll/live-poll.js';
export {LiveRoom} from './elements/live-room/live-room.js';
export {LotteryCard} from './elements/lottery-card/lottery-card.js';
export {PrivateChat} from './elements/private-chat/private-chat.js';
export {ProductShelf} from './elements/product-shelf/product-shelf.js';
export {ProductSlot} from './elements/product-slot/product-slot.js';
export {RoomHeader} from './elements/room-header/room-header.js';

export {
  LiveEvent,
  type LiveEventDetails,
  type LiveEventType,
  type LiveMessageDetail,
  type LivePresentation,
  type LiveProduct,
  type LiveUser,
} from './elements/base/events.js';
export {LiveError, type LiveErrorCode} from './protocol/errors.js';
export {
  LiveSession,
  type Credentials,
  type CredentialsSource,
  type Gift,
  type GiftReceipt,
  type JoinOptions,
  type SessionEvents,
  type LiveState,
  type LiveStatus,
} from './session/session.js';
export type {Cart, CartAdapter, CartItem, CartLine, CartName} from './cart/cart-adapter.js';
export type {Locale} from './locales/locale.js';
export {registerLocale} from './locales/register-locale.js';
export {en} from './locales/en.js';
export {zhCN} from './locales/zh-cn.js';
export {registerIcons, type IconSet} from './elements/icons/register-icons.js';
