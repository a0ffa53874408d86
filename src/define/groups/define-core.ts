import {BroadcastBanner} from '../../elements/broadcast-banner/broadcast-banner.js';
import {ChatPanel} from '../../elements/chat-panel/chat-panel.js';
import {DanmakuLayer} from '../../elements/danmaku-layer/danmaku-layer.js';
import {GiftBar} from '../../elements/gift-bar/gift-bar.js';
import {GiftFeed} from '../../elements/gift-feed/gift-feed.js';
import {LikeButton} from '../../elements/like-button/like-button.js';
import {LivePlayer} from '../../elements/live-player/live-player.js';
import {LiveRoom} from '../../elements/live-room/live-room.js';
import {ProductSlot} from '../../elements/product-slot/product-slot.js';
import {RoomHeader} from '../../elements/room-header/room-header.js';

// The room comes first: it starts to connect while the other elements are defined, and renders after them.
const elements = [
  LiveRoom,
  LivePlayer,
  ChatPanel,
  DanmakuLayer,
  GiftBar,
  GiftFeed,
  LikeButton,
  RoomHeader,
  ProductSlot,
  BroadcastBanner,
];

/** Defines the elements that a room's first frame may need, under their own tags or as `<prefix-tag>`. */
export function defineCore(prefix?: string): void {
  for (const element of elements) element.define(prefix ? `${prefix}-${element.tag}` : element.tag);
}
