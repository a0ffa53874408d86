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
import type {Quote} from './comment-schema.js';
import {url, person} from './person-schema.js';
import {list, maybe, object, displayText, text, integer, unchecked} from './schema.js';

/** The state of a broadcast room. */
export type RoomStatus = 'upcoming' | 'live' | 'paused' | 'ended';

/** The author of a message. Names and avatars are untrusted data: show them as text and as checked URLs only. */
export interface Sender {
  readonly userId: string;
  /** Empty if the sender has none. */
  readonly nick: string;
  /** A safe URL, or empty. */
  readonly avatar: string;
  /** 0 if unknown. Written by the business server's before-send callback; unverified if that callback timed out. */
  readonly level: number;
  readonly badges: readonly string[];
}

/**
 * The kinds of content of a comment. A `merger` is a bundle of forwarded messages. A room shows the name of a kind that
 * it cannot draw.
 */
export type CommentKind = 'text' | 'face' | 'image' | 'sound' | 'video' | 'file' | 'location' | 'merger';

/** One part of a comment that mixes text with other content, such as a picture between two sentences. */
export interface CommentPart {
  readonly kind: CommentKind;
  readonly text: string;
  readonly media?: Media | undefined;
}

/** A chat comment. It is an ordinary Tencent message, so every Tencent client shows it. */
export interface CommentContent {
  readonly type: 'comment';
  /** The kind of the first part that is not text, in a comment with parts. */
  readonly kind: CommentKind;
  /** All text of the comment, at most 8,000 UTF-8 bytes. For a face, its emoji if it has one. Empty for other kinds. */
  readonly text: string;
  /** Undefined if there is no safe URL. In a comment with parts, the first media. */
  readonly media?: Media | undefined;
  /** The parts in order, if there are several and not all of them are text. */
  readonly parts?: readonly CommentPart[] | undefined;
  /** The comment that this one replies to. */
  readonly reply?: Quote | undefined;
  /** True if the viewer marked the comment as a question. */
  readonly question?: boolean | undefined;
}

/**
 * A viewer joined or left. The service drops some of these messages when many viewers join at once: use them as
 * estimates.
 */
export type PresenceContent = {readonly type: 'join'} | {readonly type: 'leave'};

/** The taps of one viewer, merged into one message. */
const like = object({type: v.picklist(['like']), count: integer(1, LIKE_MAX_COUNT)});

/** A comment with its own style. */
const danmaku = object({
  type: v.picklist(['danmaku']),
  text: text(DANMAKU_MAX_CHARS, 1),
  mode: v.fallback(v.picklist(['scroll', 'top', 'bottom']), 'scroll'),
  /** `#rrggbb`. Any other value is undefined. */
  color: maybe(
    v.pipe(
      v.string(),
      v.check((color) => /^#[0-9a-f]{6}$/i.test(color)),
    ),
  ),
});

/** The motion and colour of a danmaku line. */
export type LineStyle = Pick<v.InferOutput<typeof danmaku>, 'mode' | 'color'>;

/** A paid gift, as the business server billed it. Repeated messages of one gift have the same `orderId`. */
const gift = object({
  type: v.picklist(['gift']),
  orderId: text(ID_MAX_CHARS, 1),
  giver: object({...person.entries, level: v.fallback(integer(0, 999), 0)}),
  giftId: text(ID_MAX_CHARS, 1),
  name: displayText(NAME_MAX_CHARS, 1),
  /** A safe URL, or empty. */
  icon: url,
  count: integer(1, GIFT_MAX_COUNT),
  comboId: maybe(text(ID_MAX_CHARS, 1)),
  /** Gifts of the combo so far, including this order. The highest value is the newest. */
  comboTotal: maybe(integer(1)),
  /** Price of the whole order in coins. */
  value: integer(0),
  /**
   * The full-screen effect: the name of a built-in one, or the URL of a Lottie (`.json`) or SVGA (`.svga`) animation.
   */
  effect: maybe(text(URL_MAX_CHARS, 1)),
  /** Names by language tag, `{en: {name}}`; checked when one is shown. */
  translations: unchecked,
});

/** The room's status changed. */
const status = object({type: v.picklist(['status']), status: v.picklist(['upcoming', 'live', 'paused', 'ended'])});

/** A lottery, in messages, in the session and at the business server. */
export const lotterySchema = object({
  lotteryId: text(ID_MAX_CHARS, 1),
  phase: v.picklist(['open', 'drawn']),
  /** A viewer who sends this text takes part. */
  keyword: displayText(KEYWORD_MAX_CHARS, 1),
  /** Unix seconds. */
  closesAt: integer(0),
  prize: displayText(NAME_MAX_CHARS, 1),
  /** Prizes by language tag, `{en: {prize}}`; checked when one is shown. */
  translations: unchecked,
  /** Hex SHA-256 of the seed, published before the lottery opens for viewers. */
  seedHash: text(ID_MAX_CHARS, 1),
  winners: v.optional(list(object({userId: person.entries.userId, nick: person.entries.nick}), WINNERS_MAX)),
  seed: maybe(text(ID_MAX_CHARS)),
});

export type Lottery = v.InferOutput<typeof lotterySchema>;

/** A lottery opened, or its winners were drawn. */
const lottery = object({type: v.picklist(['lottery']), ...lotterySchema.entries});

/** A message to every room of the app. */
const broadcast = object({
  type: v.picklist(['broadcast']),
  broadcastId: text(ID_MAX_CHARS, 1),
  text: displayText(BROADCAST_MAX_CHARS, 1),
  level: v.fallback(v.picklist(['info', 'warning', 'urgent']), 'info'),
  href: maybe(v.string()),
  /** Unix seconds. */
  expiresAt: maybe(v.number()),
  /** Texts by language tag, `{en: {text}}`; checked when one is shown. */
  translations: unchecked,
});

/** Schemas of the custom messages. Everything except comments and presence travels as one of these types. */
export const customSchemas = {like, danmaku, gift, status, lottery, broadcast};

export type CustomType = keyof typeof customSchemas;
export type CustomContent = v.InferOutput<(typeof customSchemas)[CustomType]>;

/** Types of messages from the service whose fields `decodeCustom` does not check. */
export const LATE_CHECKED_TYPES = ['poll', 'schedule', 'shelf'] as const;

/** A message whose fields are checked where they are used: `decodePoll`, `decodeShelf`, `scheduleOf`. So a page without polls loads no schema of them. */
export type LateCheckedContent = {
  readonly [T in (typeof LATE_CHECKED_TYPES)[number]]: {
    readonly type: T;
    /** As the service sent them. */
    readonly fields: Readonly<Record<string, unknown>>;
  };
}[(typeof LATE_CHECKED_TYPES)[number]];

/** True for the custom types of this library, also for those that only the service account may send. */
export function isCustomType(type: unknown): boolean {
  return (
    typeof type === 'string' && (Object.hasOwn(customSchemas, type) || LATE_CHECKED_TYPES.some((name) => name === type))
  );
}

export type Content = CommentContent | PresenceContent | CustomContent | LateCheckedContent;
export type ContentOf<T extends Content['type']> = Extract<Content, {readonly type: T}>;

/** Message types that are trusted from the service account only. Any SDK user can send any message. */
export const SERVICE_ONLY_TYPES: ReadonlySet<string> = new Set<Content['type']>([
  'gift',
  'status',
  'lottery',
  'broadcast',
  ...LATE_CHECKED_TYPES,
]);

/** One message in a room. */
export interface RoomMessage<C extends Content = Content> {
  /** The same id on every viewer's page. */
  readonly id: string;
  /** Increases within a room, with gaps: Tencent's system tips use numbers of the same sequence. */
  readonly seq: number;
  /** Unix seconds, by the service's clock. */
  readonly time: number;
  readonly from: Sender;
  /** True if this viewer sent it, here or on another device. */
  readonly own: boolean;
  readonly content: C;
}
