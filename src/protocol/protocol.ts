/**
 * The messages of a room, for programs that read or write them outside a page. This is the npm entry
 * `live-room-elements/protocol`.
 */
export {safeUrl} from './safe-url.js';
export {PROTOCOL_VERSION, decodeCustom, decodeExtras, encodeCustom, encodeExtras, type CommentExtras} from './codec.js';
export {LiveError, type LiveErrorCode, type LiveErrorOptions} from './errors.js';
export {decodePin, decodeShownProducts, decodeStatusField, type Pin} from './group-fields.js';
export * from './limits.js';
export type {ImageMedia, Media, SoundMedia, VideoMedia} from './media.js';
export * from './messages.js';
export type {Quote} from './comment-schema.js';
export {decodePoll, type Poll} from './polls.js';
export {decodeShelf, type ProductVersion} from './shelf.js';
