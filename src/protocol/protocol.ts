/** What is said in a room, for whoever reads or writes it outside a page: the npm entry `live-room-elements/protocol`. */
export {safeAddress} from './address.js';
export {
  PROTOCOL_VERSION,
  decodeCustom,
  decodeExtras,
  decodeStatusField,
  encodeCustom,
  type CommentExtras,
} from './codec.js';
export {LiveError, type LiveErrorCode, type LiveErrorOptions} from './errors.js';
export * from './limits.js';
export * from './messages.js';
