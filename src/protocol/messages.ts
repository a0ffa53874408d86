import * as v from 'valibot';
import {
  BROADCAST_MAX_CHARS,
  DANMAKU_MAX_CHARS,
  GIFT_MAX_COUNT,
  ID_MAX_CHARS,
  KEYWORD_MAX_CHARS,
  LIKE_MAX_COUNT,
  NAME_MAX_CHARS,
  URL_MAX_CHARS,
  WINNERS_MAX,
} from './limits.js';
import type {Media} from './media.js';
import {address, person, type Quote} from './people.js';
import {list, maybe, object, shownText, text, whole} from './schema.js';

/** Where a show stands. */
export type RoomStatus = 'upcoming' | 'live' | 'paused' | 'ended';

/** Who said something. Names and pictures are data from the room: shown as text and checked addresses only. */
export interface Sender {
  readonly userId: string;
  /** Empty when the sender has none. */
  readonly nick: string;
  /** An address that may be used, or empty. */
  readonly avatar: string;
  /** 0 when unknown. Written by the business server's before-send callback, unverified when that was late. */
  readonly level: number;
  readonly badges: readonly string[];
}

/** The kinds of content of a comment. A `merger` is a bundle of forwarded messages. A room shows the name of a kind it cannot draw. */
export type CommentKind = 'text' | 'face' | 'image' | 'sound' | 'video' | 'file' | 'location' | 'merger';

/** Part of a comment that has words and more than words, such as a picture between two sentences. */
export interface CommentPart {
  readonly kind: CommentKind;
  readonly text: string;
  readonly media?: Media | undefined;
}

/** A line of chat: an ordinary Tencent message, so any Tencent client sees it. */
export interface CommentContent {
  readonly type: 'comment';
  /** Of a comment in parts, the first that is more than words. */
  readonly kind: CommentKind;
  /** All words of it, at most 8,000 UTF-8 bytes; a face's emoji, where it has one; empty of other kinds. */
  readonly text: string;
  /** Undefined where there is no address that may be used; of a comment in parts, the first. */
  readonly media?: Media | undefined;
  /** In order, where there are several and not all of them words. */
  readonly parts?: readonly CommentPart[] | undefined;
  /** The comment that this one answers. */
  readonly reply?: Quote | undefined;
}

/** A viewer came or went. The service leaves some out when many come at once: use these as estimates. */
export type PresenceContent = {readonly type: 'join'} | {readonly type: 'leave'};

/** Taps of one viewer, merged. */
const like = object({type: v.picklist(['like']), count: whole(1, LIKE_MAX_COUNT)});

/** A comment with a style of its own. */
const danmaku = object({
  type: v.picklist(['danmaku']),
  text: text(DANMAKU_MAX_CHARS, 1),
  mode: v.fallback(v.picklist(['scroll', 'top', 'bottom']), 'scroll'),
  /** `#rrggbb`; anything else is no colour. */
  color: maybe(
    v.pipe(
      v.string(),
      v.check((color) => /^#[0-9a-f]{6}$/i.test(color)),
    ),
  ),
});

/** How a comment flies. */
export type LineStyle = Pick<v.InferOutput<typeof danmaku>, 'mode' | 'color'>;

/** A gift that was paid for, as the business server billed it. Said again it is the same gift: `orderId` tells. */
const gift = object({
  type: v.picklist(['gift']),
  orderId: text(ID_MAX_CHARS, 1),
  giver: object({...person.entries, level: v.fallback(whole(0, 999), 0)}),
  giftId: text(ID_MAX_CHARS, 1),
  name: shownText(NAME_MAX_CHARS, 1),
  /** An address that may be used, or empty. */
  icon: address,
  count: whole(1, GIFT_MAX_COUNT),
  comboId: maybe(text(ID_MAX_CHARS, 1)),
  /** Gifts of the combo so far, this order's with them; the highest is the newest. */
  comboTotal: maybe(whole(1)),
  /** Coins of the whole order. */
  value: whole(0),
  /** The full-screen effect: the name of a built-in one, or the address of a Lottie (`.json`) or SVGA (`.svga`) animation. */
  effect: maybe(text(URL_MAX_CHARS, 1)),
});

/** The room's status changed. */
const status = object({type: v.picklist(['status']), status: v.picklist(['upcoming', 'live', 'paused', 'ended'])});

/** A lucky draw, as a message, the session and the business server tell of it. */
export const lotteryShape = object({
  lotteryId: text(ID_MAX_CHARS, 1),
  phase: v.picklist(['open', 'drawn']),
  /** A viewer who sends this text takes part. */
  keyword: shownText(KEYWORD_MAX_CHARS, 1),
  /** Unix seconds. */
  closesAt: whole(0),
  prize: shownText(NAME_MAX_CHARS, 1),
  /** Hex SHA-256 of the seed, published before anybody could take part. */
  seedHash: text(ID_MAX_CHARS, 1),
  winners: v.optional(list(object({userId: person.entries.userId, nick: person.entries.nick}), WINNERS_MAX)),
  seed: maybe(text(ID_MAX_CHARS)),
});

export type Lottery = v.InferOutput<typeof lotteryShape>;

/** It opened, or its winners are known. */
const lottery = object({type: v.picklist(['lottery']), ...lotteryShape.entries});

/** Said to every room of the app. */
const broadcast = object({
  type: v.picklist(['broadcast']),
  broadcastId: text(ID_MAX_CHARS, 1),
  text: shownText(BROADCAST_MAX_CHARS, 1),
  level: v.fallback(v.picklist(['info', 'warning', 'urgent']), 'info'),
  href: maybe(v.string()),
  /** Unix seconds. */
  expiresAt: maybe(v.number()),
});

/** Everything that is not a comment travels as a custom message of one of these types. */
export const customSchemas = {like, danmaku, gift, status, lottery, broadcast};

export type CustomType = keyof typeof customSchemas;
export type CustomContent = v.InferOutput<(typeof customSchemas)[CustomType]>;
export type Content = CommentContent | PresenceContent | CustomContent;
export type ContentOf<T extends Content['type']> = Extract<Content, {readonly type: T}>;

/** Any SDK user can send any message, so a type alone decides nothing: these are believed from the service account only. */
export const SERVICE_ONLY: ReadonlySet<string> = new Set<Content['type']>(['gift', 'status', 'lottery', 'broadcast']);

/** One thing that was said in a room. */
export interface RoomMessage<C extends Content = Content> {
  /** The same on every viewer's page. */
  readonly id: string;
  /** Increases within a room, with gaps: system tips share the numbers. */
  readonly seq: number;
  /** Unix seconds, by the service's clock. */
  readonly time: number;
  readonly from: Sender;
  /** True if this viewer sent it, here or on another device. */
  readonly own: boolean;
  readonly content: C;
}
