/** One viewer in one room, without elements. This is the npm entry `live-room-elements/session`. */
export {LiveSession} from './live-session.js';
export type {LiveFeeds} from './live-feeds.js';
export type {LiveState} from './live-state.js';
export {sessionContext} from './context.js';
export type {Answered} from './answered.js';
export type {CredentialsSource, JoinOptions} from './admission.js';
export type {GivenGifts} from './gift-order.js';
export type {Comment} from './slices/comments.js';
export type {LiveStatus} from './slices/connection.js';
export type {Combo} from './slices/gifts.js';
export type {SubscribeOptions} from './state.js';
export type {Gift} from '../backend/gifts.js';
export type {Product} from '../backend/products.js';
export type {Credentials} from '../drivers/driver.js';
export type {Lottery} from '../protocol/messages.js';
