/** One viewer in one room, without elements. This is the npm entry `live-room-elements/session`. */
export {LiveSession} from './live-session.js';
export type {SessionEvents} from './state/session-events.js';
export type {LiveState} from './state/live-state.js';
export {sessionContext} from './context.js';
export type {ReplyTarget} from './messages/reply-target.js';
export type {CredentialsSource, JoinOptions} from './connection/identity.js';
export type {GiftReceipt} from './features/gift-order.js';
export type {Comment} from './state/slices/comments.js';
export type {LiveStatus} from './state/slices/connection.js';
export type {Combo} from './state/slices/gifts.js';
export type {SubscribeOptions} from './state/store.js';
export type {Gift} from '../backend/gifts.js';
export type {Product} from '../backend/products.js';
export type {Credentials} from '../drivers/chat-driver.js';
export type {Lottery} from '../protocol/messages.js';
