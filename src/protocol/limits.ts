/** Lengths, counts and rates that the page and the server enforce. */

/** A comment's text in UTF-8 bytes. Tencent Chat refuses longer ones with 80002. */
export const COMMENT_MAX_BYTES = 8_000;

/** Elements in one message. Tencent accepts no more. */
export const ELEMENTS_MAX = 20;

/** Characters of a custom message's `Data`. Longer data is not parsed. Tencent's own limit is 12 KB per message. */
export const CUSTOM_DATA_MAX_CHARS = 12_288;

/** Characters of a displayed name. Tencent stores nicknames of at most 500 bytes. */
export const NICK_MAX_CHARS = 128;

/** Characters of the quoted text in a reply. */
export const QUOTE_MAX_CHARS = 200;

/** Characters of a URL. */
export const URL_MAX_CHARS = 2_048;

/** Bytes of a Tencent user id and of a group id. */
export const USER_ID_MAX_BYTES = 32;
export const GROUP_ID_MAX_BYTES = 48;

/** Characters of a signature or a token. */
export const SECRET_MAX_CHARS = 8_192;

/** Likes in one message. */
export const LIKE_MAX_COUNT = 1_000;

/** Likes counted per viewer and room in 10 s. */
export const LIKES_COUNTED_MAX = 1_000;

/** Shortest and longest interval between two like messages of one viewer, ms. `likeIntervalMs` chooses one by the room's size. */
export const LIKE_INTERVAL_MS = 2_000;
export const LIKE_INTERVAL_MAX_MS = 30_000;

/**
 * Estimated share of a room's viewers who tap within one interval. It is higher in small rooms and lower in large ones.
 */
const TAPPING_SHARE = 0.02;

/** The highest rate of like messages in a room, per second. Above 3 million viewers the longest interval gives more. */
export const LIKE_MESSAGES_PER_SECOND = 2_000;

/** The interval between two like messages of one viewer in a room of this many viewers. */
export function likeIntervalMs(viewers: number): number {
  const intervalMs = Math.ceil((viewers * TAPPING_SHARE * 1_000) / LIKE_MESSAGES_PER_SECOND);
  return Math.min(Math.max(intervalMs, LIKE_INTERVAL_MS), LIKE_INTERVAL_MAX_MS);
}

/** Gifts in one order. */
export const GIFT_MAX_COUNT = 9_999;

/** Taps in one order of a combo, and the times after its last and after its first tap at which the order closes. */
export const COMBO_ORDER_MAX_TAPS = 20;
export const COMBO_ORDER_IDLE_MS = 1_000;
export const COMBO_ORDER_MAX_MS = 3_000;

/** A combo ends this long after its last tap. It may have several orders. */
export const COMBO_TIMEOUT_MS = 3_000;

/** Characters of the id of an order, gift, product, broadcast or lottery, and of a seed and its hash. */
export const ID_MAX_CHARS = 64;

/** Characters of the name of a gift, a product or a prize. */
export const NAME_MAX_CHARS = 128;

/** Characters of a lottery's keyword, and number of its winners. */
export const KEYWORD_MAX_CHARS = 40;
export const WINNERS_MAX = 100;

/** Answers of a poll, and characters of its question. */
export const POLL_OPTIONS_MIN = 2;
export const POLL_OPTIONS_MAX = 6;
export const POLL_QUESTION_MAX_CHARS = 200;

/** Products on show at once. */
export const SHOWN_PRODUCTS_MAX = 3;

/** Products of a room's shelf, and changed products that one message names. */
export const PRODUCTS_MAX = 1_000;
export const CHANGED_PRODUCTS_MAX = 100;

/** Variants and pictures of a product, and characters of its badge. */
export const VARIANTS_MAX = 100;
export const PICTURES_MAX = 20;
export const PRODUCT_BADGE_MAX_CHARS = 24;

/** UTF-8 bytes of the group custom field `pin`. Tencent's limit for a group's custom field. */
export const PIN_MAX_BYTES = 512;

/** Characters of a styled danmaku line. */
export const DANMAKU_MAX_CHARS = 200;

/** Characters of a broadcast or a notice. Tencent keeps 300 bytes of a group's Notification. */
export const BROADCAST_MAX_CHARS = 1_000;

/** Languages in one `translations` object. */
export const LANGUAGES_MAX = 24;

/**
 * Limits of a server's response: bytes, gifts in a catalogue, operators of a room, badges of a viewer, comments in a
 * page.
 */
export const RESPONSE_MAX_BYTES = 4_194_304;
export const GIFTS_MAX = 200;
export const OPERATORS_MAX = 200;
export const BADGES_MAX = 16;
export const HISTORY_PAGE_MAX = 50;

/** Unix seconds: the end of the year 9999. */
export const TIME_MAX_S = 253_402_300_799;

/** Comments that a room's list keeps: normally, and after the reader loaded earlier ones. */
export const COMMENTS_MAX = 200;
export const COMMENTS_MAX_WITH_EARLIER = 1_000;

const encoder = new TextEncoder();

/**
 * True if a text has more UTF-8 bytes than the limit, as Tencent counts. A UTF-16 unit makes at most 3 bytes, so a
 * short text is not encoded.
 */
export function exceedsBytes(text: string, maxBytes: number): boolean {
  return text.length * 3 > maxBytes && encoder.encode(text).length > maxBytes;
}
