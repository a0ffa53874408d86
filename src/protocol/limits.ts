/** Lengths, counts and rates that the page and the server hold to. */

/** A comment's text in UTF-8 bytes. Tencent Chat refuses longer ones with 80002. */
export const COMMENT_MAX_BYTES = 8_000;

/** Elements of one message. Tencent takes no more. */
export const ELEMENTS_MAX = 20;

/** The `Data` of a custom message in characters; larger ones are not parsed. Tencent's own limit is 12 KB a message. */
export const CUSTOM_DATA_MAX_CHARS = 12_288;

/** Characters of a name on display. Tencent stores nicknames of at most 500 bytes. */
export const NICK_MAX_CHARS = 128;

/** Characters of what is quoted of a comment in an answer. */
export const QUOTE_MAX_CHARS = 200;

/** Characters of an address. */
export const URL_MAX_CHARS = 2_048;

/** Bytes of a Tencent user id and of a group id. */
export const USER_ID_MAX_BYTES = 32;
export const GROUP_ID_MAX_BYTES = 48;

/** Characters of a signature or a token. */
export const SECRET_MAX_CHARS = 8_192;

/** Likes in one message. */
export const LIKE_MAX_COUNT = 1_000;

/** Likes of one viewer that count in 10 s. */
export const LIKES_COUNTED = 1_000;

/** Between two messages of a viewer's likes. */
export const LIKE_EVERY_MS = 2_000;

/** Gifts in one order. */
export const GIFT_MAX_COUNT = 9_999;

/** Taps of one order of a combo; an order is also closed 1 s after its last tap, and 3 s after its first. */
export const COMBO_MAX_TAPS = 20;
export const COMBO_REST_MS = 1_000;
export const COMBO_ORDER_MS = 3_000;

/** How long after its last tap a combo can be gone on with, order after order. */
export const COMBO_RUNS_MS = 3_000;

/** Characters of an order's, a gift's, a product's, a broadcast's or a lottery's id, and of a seed and its hash. */
export const ID_MAX_CHARS = 64;

/** Characters of a gift's, a product's or a prize's name. */
export const NAME_MAX_CHARS = 128;

/** Characters of a lottery's keyword, and its winners at most. */
export const KEYWORD_MAX_CHARS = 40;
export const WINNERS_MAX = 100;

/** Characters of a styled danmaku line. */
export const DANMAKU_MAX_CHARS = 200;

/** Characters of a broadcast or a notice. Tencent keeps 300 bytes of a group's Notification. */
export const BROADCAST_MAX_CHARS = 1_000;

/** Limits of a server's response: its bytes, gifts of a catalogue, operators of a room, badges of a viewer, comments of a page. */
export const ANSWER_MAX_BYTES = 4_194_304;
export const GIFTS_MAX = 200;
export const OPERATORS_MAX = 200;
export const BADGES_MAX = 16;
export const PAGE_MAX = 50;

/** Unix seconds: the end of the year 9999. */
export const TIME_MAX_S = 253_402_300_799;

/** Comments a room's list keeps; once the reader has asked for earlier ones, so many more. */
export const COMMENTS_KEPT = 200;
export const COMMENTS_KEPT_READING = 1_000;

const encoder = new TextEncoder();

/** True if a text has more UTF-8 bytes than the limit, as Tencent counts. No UTF-16 unit makes more than three, so few are counted. */
export function isOver(bytes: number, text: string): boolean {
  return text.length * 3 > bytes && encoder.encode(text).length > bytes;
}
