import type {LiveError} from '../../protocol/errors.js';
import type {Content, Sender} from '../../protocol/messages.js';
import type {LiveState} from '../../session/state/live-state.js';
import type {LiveStatus} from '../../session/state/slices/connection.js';
import {NativeEvent} from './native-event.js';

/** A user in the room. */
export interface LiveUser {
  readonly userId: string;
  readonly nick: string;
  readonly avatar: string;
}

/** A product. `price` is in the currency's ISO 4217 minor unit. */
export type LiveProduct = NonNullable<LiveState['product']['current']>;

/** Where a room is: in its place on the page, over the page, or a small player in a corner. */
export type LivePresentation = 'inline' | 'overlay' | 'mini';

/** Details of each event: small, plain and deeply frozen. */
export interface LiveEventDetails {
  'live-launch': {readonly roomId: string};
  'live-launcher-close': {readonly roomId: string};
  'live-presentation-change': {readonly presentation: LivePresentation; readonly previous: LivePresentation};
  'live-status-change': {readonly status: LiveStatus; readonly previous: LiveStatus};
  'live-error': {readonly error: LiveError};
  'live-message': {readonly message: LiveMessageDetail};
  'live-login-needed': {readonly action: string};
  'live-say': {readonly text: string};
  'live-said': {readonly id: string; readonly text: string};
  'live-private-say': {readonly peer: string; readonly text: string};
  'live-private-said': {readonly peer: string; readonly id: string; readonly text: string};
  'live-like': {readonly count: number};
  'live-gift-give': {readonly giftId: string; readonly count: number; readonly comboId?: string};
  'live-gift-given': {
    readonly orderId: string;
    readonly giftId: string;
    readonly count: number;
    readonly comboId?: string | undefined;
    readonly comboTotal?: number | undefined;
    /** Coins left after the order. */
    readonly balance: number;
  };
  'live-gift-failed': {readonly giftId: string; readonly count: number; readonly error: LiveError};
  'live-gift-show': {
    readonly orderId: string;
    readonly giftId: string;
    readonly giver: LiveUser & {readonly level: number};
    readonly count: number;
    readonly comboTotal?: number | undefined;
  };
  'live-play': Readonly<Record<string, never>>;
  'live-pause': Readonly<Record<string, never>>;
  'live-autoplay-blocked': Readonly<Record<string, never>>;
  'live-danmaku-select': {readonly id: string; readonly text: string; readonly from: Sender | undefined};
  'live-user-select': {readonly user: LiveUser};
  'live-host-select': {readonly host: LiveUser};
  'live-follow': {readonly host: LiveUser; readonly following: boolean};
  'live-product-show': {readonly product: LiveProduct};
  'live-product-select': {readonly product: LiveProduct};
  'live-cart-add': {readonly product: LiveProduct; readonly variantId?: string; readonly quantity: number};
  'live-remind': {readonly roomId: string; readonly startsAt: number};
  'live-next-select': {readonly roomId: string};
  'live-poll-open': {readonly pollId: string};
  'live-poll-vote': {readonly pollId: string; readonly optionId: string};
  'live-poll-close': {readonly pollId: string};
  'live-broadcast-show': {readonly broadcastId: string; readonly text: string};
  'live-broadcast-close': {readonly broadcastId: string; readonly text: string};
  'live-lottery-open': {readonly lotteryId: string; readonly keyword: string; readonly closesAt: number};
  'live-lottery-draw': {
    readonly lotteryId: string;
    readonly winners: readonly {readonly userId: string; readonly nick: string}[];
    readonly won: boolean;
  };
  'live-track': TrackDetail;
}

/** Something to measure, as `live-track` reports it. `at` is in Unix seconds of the service's clock. It names no viewer. */
export type TrackDetail = {readonly at: number; readonly roomId: string} & (
  | {readonly name: 'joined'; readonly guest: boolean}
  | {readonly name: 'watched'; readonly minute: number}
  | {
      readonly name: 'product-shown' | 'product-seen' | 'product-selected' | 'product-added';
      readonly productId: string;
    }
  | ({readonly name: 'purchased'} & TrackedOrder)
  | {readonly name: 'gift'; readonly giftId: string; readonly count: number}
  | {readonly name: 'poll'; readonly pollId: string}
  | {readonly name: 'receipt'; readonly receipt: string; readonly expiresAt: number}
);

/** An order of the page's shop. */
export interface TrackedOrder {
  readonly orderId: string;
  readonly items: readonly {
    readonly productId: string;
    readonly variantId?: string | undefined;
    readonly quantity: number;
    /** Price of one piece in the currency's ISO 4217 minor unit. */
    readonly price?: number | undefined;
  }[];
  /** Sum in the currency's ISO 4217 minor unit. */
  readonly total: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** A message of the room, as `live-message` reports it. */
export interface LiveMessageDetail {
  readonly id: string;
  readonly seq: number;
  /** Unix seconds. */
  readonly time: number;
  readonly from: Sender;
  readonly type: Content['type'];
  readonly text?: string;
  readonly own: boolean;
}

export type LiveEventType = keyof LiveEventDetails;

/**
 * Class of all events of this library. They bubble and are composed, so that they reach the page through the shadow
 * roots of an embedding element.
 */
export class LiveEvent<T extends LiveEventType = LiveEventType> extends NativeEvent {
  declare readonly type: T;
  readonly detail: Readonly<LiveEventDetails[T]>;

  constructor(type: T, detail: LiveEventDetails[T], {cancelable = false}: {readonly cancelable?: boolean} = {}) {
    super(type, {bubbles: true, composed: true, cancelable});
    this.detail = deepFreeze({...detail});
  }
}

/** Freezes a value deeply, except errors, because pages attach data to errors that they catch. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

type LiveEventMap = {[T in LiveEventType]: LiveEvent<T>};

declare global {
  interface GlobalEventHandlersEventMap extends LiveEventMap {}
}
