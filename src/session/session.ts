/** One viewer in one room, without elements: the npm entry `live-room-elements/session`. */
export {LiveSession, type LiveFeeds, type LiveState} from './live-session.js';
export {sessionContext} from './context.js';
export type {CredentialsSource, JoinOptions} from './admission.js';
export type {Comment} from './slices/comments.js';
export type {LiveStatus} from './slices/connection.js';
export type {SubscribeOptions} from './state.js';
export type {Credentials} from '../drivers/driver.js';
