/**
 * Codes with which the business server's callbacks refuse a message. Tencent Chat passes 10100 to 10200 to the sender
 * unchanged: https://trtc.io/document/34374
 */

/** The message is not allowed. */
export const REFUSED = 10_101;
/** The sender must wait; `ErrorInfo` is the number of seconds. */
export const TOO_FAST = 10_102;
/** The sender is muted; `ErrorInfo` is the number of seconds, or empty. */
export const MUTED = 10_103;
/** The sender's level is too low; `ErrorInfo` is the level needed. */
export const LEVEL_TOO_LOW = 10_104;
/** The sender is banned from the room; `ErrorInfo` is the number of seconds. */
export const BANNED = 10_105;

/**
 * Added to the code for a private message. Tencent passes 120001 to 130000 to its sender:
 * https://trtc.io/document/34364
 */
export const PRIVATE_CODE_OFFSET = 110_000;
