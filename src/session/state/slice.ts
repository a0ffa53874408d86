import type {Account} from '../../backend/backend.js';
import type {RoomInfo} from '../../backend/room-info.js';
import type {Product} from '../../backend/products.js';
import type {GroupInfo} from '../../drivers/chat-driver.js';
import type {Profile} from '../../drivers/profile.js';
import type {LiveError} from '../../protocol/errors.js';
import type {Lottery, RoomMessage} from '../../protocol/messages.js';
import type {LiveStatus} from './slices/connection.js';
import type {Comment, HistoryStatus} from './slices/comments.js';
import type {GiftsState} from './slices/gifts.js';
import type {PrivateChatsState} from './slices/private-chats.js';
import type {ViewerState} from './slices/viewer.js';

/** All changes of a room's state, with their payloads. */
export interface StateChanges {
  /** A connection to a room begins. The state of another room is discarded; joining the same room keeps it. */
  joining: {readonly roomId: string; readonly isSameRoom: boolean; readonly streamUrl?: string | undefined};
  /** The status of the connection changed. */
  status: {readonly status: LiveStatus; readonly error?: LiveError | undefined};
  /** The viewer's identity is known. Undefined for a guest. */
  viewer: Profile | undefined;
  /** The viewer's account at the business server. Undefined for a guest and without a business server. */
  account: Account | undefined;
  /** The viewer's rights, limits or level changed. */
  viewerChanged: Partial<Omit<ViewerState, 'profile'>>;
  /** The business server described the room. */
  roomInfo: RoomInfo;
  /** The group's profile or counters changed. */
  groupInfo: GroupInfo;
  /** The host's profile was loaded from the service, without a business server. */
  host: Profile;
  /** Viewers watching now. */
  online: number;
  /** New messages of one frame, from trusted senders. */
  messages: readonly RoomMessage[];
  /** Number of comments dropped from the list, because too many arrived in one frame. */
  listDropped: number;
  /** Number of danmaku lines that found no free lane. */
  danmakuDropped: number;
  /** Sequence numbers of deleted comments. */
  deleted: readonly number[];
  /** Seconds between a viewer's comments. */
  slowMode: number;
  /** Number of likes that the viewer gave. */
  liked: number;
  /** Number of the viewer's likes that are being sent. Negative if sending failed. */
  likesSending: number;
  /** Nobody corrected an implausible total of likes in time. */
  suspectLikesAccepted: undefined;
  /** The viewer's gifts changed. */
  gifts: Partial<GiftsState>;
  /** The products on show were loaded. */
  product: readonly Product[];
  /** The business server described a lottery. */
  lottery: Lottery;
  /** Id of the lottery that the viewer entered with its keyword. */
  lotteryEntered: string;
  /** Messages from the room's history. Each is listed once, in order. */
  storedMessages: readonly RoomMessage[];
  /** The state of the history before the list. */
  history: HistoryStatus;
  /** The private conversations changed. */
  privateChats: PrivateChatsState;
  /** Key of the viewer's own comment that was removed. */
  removed: string;
  /** The viewer's own comment was added, sent or refused. */
  ownComment: Comment;
}

/** One part of a room's state and its reducers. A reducer is pure and returns the same state if nothing changed. */
export interface Slice<S> {
  readonly initial: S;
  readonly on: {readonly [C in keyof StateChanges]?: (state: S, change: StateChanges[C]) => S};
}

export function defineSlice<S>(slice: Slice<S>): Slice<S> {
  return slice;
}
