/** Written by `npm run docs` from the doc comments in `src/elements`: change those, not this file. */
import type {
  BroadcastBanner,
  ChatPanel,
  DanmakuLayer,
  GiftBar,
  GiftFeed,
  LikeButton,
  LiveLauncher,
  LiveLobby,
  LivePlayer,
  LivePoll,
  LiveRoom,
  LotteryCard,
  PrivateChat,
  ProductShelf,
  ProductSlot,
  RoomHeader,
} from '../index.js';
import type {AttributeValue} from './tag-types.js';

/** Attributes of each tag. */
export interface TagAttributes {
  'broadcast-banner': {
    /** Seconds for which each broadcast is shown. 0 derives them from the length of its text. */
    seconds?: AttributeValue<BroadcastBanner['seconds']> | undefined;
    /** Shows a button that closes the banner. */
    closable?: AttributeValue<BroadcastBanner['closable']> | undefined;
    /** The id of the element's `<live-room>`, in the same tree or in the document. Default: the enclosing room. */
    room?: AttributeValue<BroadcastBanner['room']> | undefined;
  };
  'chat-panel': {
    /** Comments on display, at most 200, or 1,000 while the reader has scrolled up. */
    max?: AttributeValue<ChatPanel['max']> | undefined;
    /** Placeholder of the composer. */
    placeholder?: AttributeValue<ChatPanel['placeholder']> | undefined;
    /** Hides the composer. */
    readonly?: AttributeValue<ChatPanel['readonly']> | undefined;
    /** The id of the element's `<live-room>`, in the same tree or in the document. Default: the enclosing room. */
    room?: AttributeValue<ChatPanel['room']> | undefined;
  };
  'danmaku-layer': {
    /** Maximum number of lanes, 1 to 100. 0 uses as many as fit. */
    lanes?: AttributeValue<DanmakuLayer['lanes']> | undefined;
    /** Speed of the lines, 0.25 to 4 times the normal speed. */
    speed?: AttributeValue<DanmakuLayer['speed']> | undefined;
    /** Share of the height that lines use, from the top: 0.1 to 1. */
    area?: AttributeValue<DanmakuLayer['area']> | undefined;
    /** Opacity of the lines, 0 to 1. */
    opacity?: AttributeValue<DanmakuLayer['opacity']> | undefined;
    /** Font size in px, 10 to 96. A lane is 1.25 times as high. */
    'font-size'?: AttributeValue<DanmakuLayer['fontSize']> | undefined;
    /** Lines on stage at once, not counting the viewer's own and those with `priority`; 0 is no limit. */
    max?: AttributeValue<DanmakuLayer['max']> | undefined;
    /** Counts equal texts within 3 s on the first line instead of showing them again. */
    merge?: AttributeValue<DanmakuLayer['merge']> | undefined;
    /** Starts paused. */
    paused?: AttributeValue<DanmakuLayer['paused']> | undefined;
    /** The id of the element's `<live-room>`, in the same tree or in the document. Default: the enclosing room. */
    room?: AttributeValue<DanmakuLayer['room']> | undefined;
  };
  'gift-bar': {
    /** Hides the prices. */
    'without-price'?: AttributeValue<GiftBar['withoutPrice']> | undefined;
    /** Gifts in a row, fewer where the text is large; 0 is a single row that scrolls. */
    columns?: AttributeValue<GiftBar['columns']> | undefined;
    /** The id of the element's `<live-room>`, in the same tree or in the document. Default: the enclosing room. */
    room?: AttributeValue<GiftBar['room']> | undefined;
  };
  'gift-feed': {
    /** Banners at once, 1 to 10. */
    max?: AttributeValue<GiftFeed['max']> | undefined;
    /** Shows banners, and no effects. */
    'without-effects'?: AttributeValue<GiftFeed['withoutEffects']> | undefined;
    /** The id of the element's `<live-room>`, in the same tree or in the document. Default: the enclosing room. */
    room?: AttributeValue<GiftFeed['room']> | undefined;
  };
  'like-button': {
    /** Hides the total. */
    'without-total'?: AttributeValue<LikeButton['withoutTotal']> | undefined;
    /** The id of the element's `<live-room>`, in the same tree or in the document. Default: the enclosing room. */
    room?: AttributeValue<LikeButton['room']> | undefined;
  };
  'live-launcher': {
    /** Address of the business server's `/api`: `https:`, or `http:` on a loopback host. */
    'api-url'?: AttributeValue<LiveLauncher['apiUrl']> | undefined;
    /** The room's id. */
    'room-id'?: AttributeValue<LiveLauncher['roomId']> | undefined;
    /** Shape: a round `bubble`, or a `card` with the title. */
    variant?: AttributeValue<LiveLauncher['variant']> | undefined;
    /** Corner of the window: `bottom-right`, `bottom-left`, `top-right` or `top-left`. */
    position?: AttributeValue<LiveLauncher['position']> | undefined;
    /** Distance from the edges of the window, px: `16`, or vertical and horizontal, `80 16`. */
    offset?: AttributeValue<LiveLauncher['offset']> | undefined;
    /** Hides the launcher while the room is not live (`offline`), after the show (`ended`), or not at all (`never`). */
    'hidden-when'?: AttributeValue<LiveLauncher['hiddenWhen']> | undefined;
  };
  'live-lobby': {
    /** The id of the element's `<live-room>`, in the same tree or in the document. Default: the enclosing room. */
    room?: AttributeValue<LiveLobby['room']> | undefined;
  };
  'live-player': {
    /** Starts without sound. */
    muted?: AttributeValue<LivePlayer['muted']> | undefined;
    /** Shows controls. They hide after a while, and return with a touch, a pointer movement or the focus. */
    controls?: AttributeValue<LivePlayer['controls']> | undefined;
    /** Fit of the video: `contain`, `cover`, or `auto`. `auto` is `cover` if at most a quarter of the video is cropped. */
    fit?: AttributeValue<LivePlayer['fit']> | undefined;
    /** Address of an image that is shown until the first frame: `https:`, or `http:` on a loopback host. */
    poster?: AttributeValue<LivePlayer['poster']> | undefined;
    /** Address to play instead of the room's host, HLS or a file: `https:`, or `http:` on a loopback host. */
    src?: AttributeValue<LivePlayer['src']> | undefined;
    /** The id of the element's `<live-room>`, in the same tree or in the document. Default: the enclosing room. */
    room?: AttributeValue<LivePlayer['room']> | undefined;
  };
  'live-poll': {
    /** The id of the element's `<live-room>`, in the same tree or in the document. Default: the enclosing room. */
    room?: AttributeValue<LivePoll['room']> | undefined;
  };
  'live-room': {
    /** The signature of `user-id`. For tests only; removed from the markup once read. */
    'user-sig'?: string | undefined;
    /** The language of the room (BCP 47). Default: the `lang` of the nearest ancestor. */
    lang?: string | undefined;
    /** Address of the business server's `/api`: `https:`, or `http:` on a loopback host. */
    'api-url'?: AttributeValue<LiveRoom['apiUrl']> | undefined;
    /** The room's id, 1 to 48 bytes. */
    'room-id'?: AttributeValue<LiveRoom['roomId']> | undefined;
    /** The Tencent Chat application, for a guest without a business server and for `user-sig`. */
    'sdk-app-id'?: AttributeValue<LiveRoom['sdkAppId']> | undefined;
    /** The user who signs in with `user-sig`. For tests: pages use `api-url` or `credentials`. */
    'user-id'?: AttributeValue<LiveRoom['userId']> | undefined;
    /** Joins as a guest, even if the viewer could be signed in. */
    guest?: AttributeValue<LiveRoom['guest']> | undefined;
    /** Joins only when `join()` is called. */
    manual?: AttributeValue<LiveRoom['manual']> | undefined;
    /** Fires `live-message` for every message. */
    messages?: AttributeValue<LiveRoom['messages']> | undefined;
    /** Address of a proxy to Tencent Chat: `ws(s)://host/path`. */
    'im-server'?: AttributeValue<LiveRoom['imServer']> | undefined;
    /** Address of a proxy to TRTC: `ws(s)://host/path`. */
    'rtc-server'?: AttributeValue<LiveRoom['rtcServer']> | undefined;
    /** Address to play instead of TRTC, HLS or a file: `https:`, or `http:` on a loopback host. */
    'stream-url'?: AttributeValue<LiveRoom['streamUrl']> | undefined;
    /** Address of Tencent Chat's SDK instead of the package's copy: `https:`, or of the page's own origin. */
    'chat-sdk-src'?: AttributeValue<LiveRoom['chatSdkSrc']> | undefined;
    /** Address of TRTC's SDK instead of the package's copy: `https:`, or of the page's own origin. */
    'rtc-sdk-src'?: AttributeValue<LiveRoom['rtcSdkSrc']> | undefined;
    /** Layout: `portrait`, `landscape`, or `auto`, which chooses by the room's size. */
    layout?: AttributeValue<LiveRoom['layout']> | undefined;
    /** Pieces to leave out: `gifts` `likes` `danmaku` `product` `lottery` `header` `composer` `broadcast` `poll` `lobby`, with spaces between. */
    without?: AttributeValue<LiveRoom['without']> | undefined;
    /** The page's cart: `shopify`, `woocommerce`, or an adapter that a script sets. */
    cart?: AttributeValue<LiveRoom['cart']> | undefined;
    /** Place of the room: `inline`, `overlay` over the page, or `mini`, a small player in a corner. */
    presentation?: AttributeValue<LiveRoom['presentation']> | undefined;
    /** Shows the small player while the room is scrolled out of sight. */
    'mini-when-hidden'?: AttributeValue<LiveRoom['miniWhenHidden']> | undefined;
    /** Distance of the small player from the edges of the window, px: `16`, or vertical and horizontal, `80 16`. */
    offset?: AttributeValue<LiveRoom['offset']> | undefined;
    /** Permission of the viewer; any other word counts as `none`. `none`: nothing is stored on the device, nothing is measured. `functional`: sign-in and settings are stored, and `live-track` is fired on the page. `all`: measured also by `dataLayer` and by the business server. */
    consent?: AttributeValue<LiveRoom['consent']> | undefined;
  };
  'lottery-card': {
    /** The id of the element's `<live-room>`, in the same tree or in the document. Default: the enclosing room. */
    room?: AttributeValue<LotteryCard['room']> | undefined;
  };
  'private-chat': {
    /** The other person: `host`, `service` (the shop's account), or a user id. */
    peer?: AttributeValue<PrivateChat['peer']> | undefined;
    /** Opens the conversation at first. */
    open?: AttributeValue<PrivateChat['open']> | undefined;
    /** The id of the element's `<live-room>`, in the same tree or in the document. Default: the enclosing room. */
    room?: AttributeValue<PrivateChat['room']> | undefined;
  };
  'product-shelf': {
    /** Layout: `drawer`, which `show()` opens over the page; `list` or `grid` in the page. */
    layout?: AttributeValue<ProductShelf['layout']> | undefined;
    /** Opens the drawer at first. */
    open?: AttributeValue<ProductShelf['open']> | undefined;
    /** The id of the element's `<live-room>`, in the same tree or in the document. Default: the enclosing room. */
    room?: AttributeValue<ProductShelf['room']> | undefined;
  };
  'product-slot': {
    /** Layout: `card`, with a large picture, `strip`, a low row, or `compact`, a narrow card over a video. */
    layout?: AttributeValue<ProductSlot['layout']> | undefined;
    /** The id of the element's `<live-room>`, in the same tree or in the document. Default: the enclosing room. */
    room?: AttributeValue<ProductSlot['room']> | undefined;
  };
  'room-header': {
    /** Hides the number of viewers. */
    'without-count'?: AttributeValue<RoomHeader['withoutCount']> | undefined;
    /** Draws one row, for use over a video: the follow button is a disc, the number of viewers has an icon, the notice has one line. */
    compact?: AttributeValue<RoomHeader['compact']> | undefined;
    /** The id of the element's `<live-room>`, in the same tree or in the document. Default: the enclosing room. */
    room?: AttributeValue<RoomHeader['room']> | undefined;
  };
}

/** Names of the properties of each tag that a page may set. */
export interface TagProperties {
  'broadcast-banner': 'seconds' | 'closable' | 'room';
  'chat-panel': 'max' | 'placeholder' | 'readonly' | 'room';
  'danmaku-layer': 'lanes' | 'speed' | 'area' | 'opacity' | 'fontSize' | 'max' | 'merge' | 'paused' | 'filter' | 'room';
  'gift-bar': 'withoutPrice' | 'columns' | 'gifts' | 'room';
  'gift-feed': 'max' | 'withoutEffects' | 'room';
  'like-button': 'withoutTotal' | 'room';
  'live-launcher': 'apiUrl' | 'roomId' | 'variant' | 'position' | 'offset' | 'hiddenWhen';
  'live-lobby': 'room';
  'live-player': 'muted' | 'controls' | 'fit' | 'poster' | 'src' | 'room';
  'live-poll': 'room';
  'live-room':
    | 'apiUrl'
    | 'roomId'
    | 'sdkAppId'
    | 'userId'
    | 'guest'
    | 'manual'
    | 'messages'
    | 'imServer'
    | 'rtcServer'
    | 'streamUrl'
    | 'chatSdkSrc'
    | 'rtcSdkSrc'
    | 'layout'
    | 'without'
    | 'cart'
    | 'credentials'
    | 'presentation'
    | 'miniWhenHidden'
    | 'offset'
    | 'consent';
  'lottery-card': 'room';
  'private-chat': 'peer' | 'open' | 'room';
  'product-shelf': 'layout' | 'open' | 'room';
  'product-slot': 'layout' | 'product' | 'room';
  'room-header': 'withoutCount' | 'compact' | 'room';
}

/** Events that each tag fires. */
export const TAG_EVENTS = {
  'broadcast-banner': ['live-broadcast-show', 'live-broadcast-close'],
  'chat-panel': ['live-say', 'live-said', 'live-user-select', 'live-login-needed', 'live-error'],
  'danmaku-layer': ['live-danmaku-select'],
  'gift-bar': ['live-gift-give', 'live-gift-given', 'live-gift-failed', 'live-login-needed'],
  'gift-feed': ['live-gift-show'],
  'like-button': ['live-like', 'live-login-needed', 'live-error'],
  'live-launcher': ['live-launch', 'live-launcher-close'],
  'live-lobby': ['live-remind', 'live-next-select'],
  'live-player': [
    'live-play',
    'live-pause',
    'live-autoplay-blocked',
    'live-error',
    'live-say',
    'live-said',
    'live-login-needed',
    'live-product-select',
  ],
  'live-poll': ['live-poll-open', 'live-poll-vote', 'live-poll-close', 'live-login-needed', 'live-error'],
  'live-room': [
    'live-status-change',
    'live-error',
    'live-login-needed',
    'live-message',
    'live-presentation-change',
    'live-track',
  ],
  'lottery-card': ['live-lottery-open', 'live-lottery-draw', 'live-login-needed', 'live-error'],
  'private-chat': ['live-private-say', 'live-private-said', 'live-login-needed', 'live-error'],
  'product-shelf': ['live-product-select', 'live-cart-add'],
  'product-slot': ['live-product-show', 'live-product-select'],
  'room-header': ['live-host-select', 'live-follow', 'live-login-needed', 'live-error'],
} as const;
