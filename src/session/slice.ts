import type {Account, RoomInfo} from '../backend/backend.js';
import type {Product} from '../backend/products.js';
import type {GroupFacts, Profile} from '../drivers/driver.js';
import type {LiveError} from '../protocol/errors.js';
import type {Lottery, RoomMessage} from '../protocol/messages.js';
import type {LiveStatus} from './slices/connection.js';
import type {Comment, HistoryStatus} from './slices/comments.js';
import type {GiftsState} from './slices/gifts.js';
import type {PrivateState} from './slices/privately.js';
import type {ViewerState} from './slices/viewer.js';

/** Everything that can change what is known of a room. */
export interface LiveChanges {
  /** A stay begins. What was known of another room is forgotten; entering the same one `again` keeps it. */
  entering: {readonly roomId: string; readonly again: boolean; readonly streamUrl?: string | undefined};
  /** The stay's connection moved on. */
  status: {readonly status: LiveStatus; readonly error?: LiveError | undefined};
  /** It is settled who the viewer is: undefined for a guest. */
  viewer: Profile | undefined;
  /** What the business server knows of the viewer: undefined for a guest, and without one. */
  account: Account | undefined;
  /** What the viewer may do, or is, has changed. */
  standing: Partial<Omit<ViewerState, 'profile'>>;
  /** The business server told of the room. */
  info: RoomInfo;
  /** The group told of itself. */
  facts: GroupFacts;
  /** The host's profile was found where no business server names one. */
  host: Profile;
  /** Viewers watching now. */
  online: number;
  /** Said in the room and believed, as it arrived together. */
  messages: readonly RoomMessage[];
  /** So many lines came and went within one frame and are not listed. */
  skipped: number;
  /** So many lines found no place where they were to fly. */
  unflown: number;
  /** These lines were taken back, by their sequence numbers. */
  revoked: readonly number[];
  /** Seconds between a viewer's comments. */
  slow: number;
  /** The viewer tapped so often. */
  liked: number;
  /** So many of the viewer's taps left for the room; fewer than none came back. */
  likesSent: number;
  /** A total of likes that looked wrong was corrected by nobody. */
  likesSettled: undefined;
  /** The viewer's gifts moved on. */
  gifts: Partial<GiftsState>;
  /** What is on show was fetched; undefined for nothing. */
  product: Product | undefined;
  /** The business server told of a lottery. */
  lottery: Lottery;
  /** The viewer wrote the keyword of a lottery. */
  entered: string;
  /** Read from the room's history, each to be listed once, in its place. */
  stored: readonly RoomMessage[];
  /** What is known of what was said before the list begins. */
  history: HistoryStatus;
  /** What is said one to one. */
  privately: PrivateState;
  /** The viewer's own line, by its key, is not said after all. */
  unsaid: string;
  /** The viewer's own line was written, sent or refused. */
  line: Comment;
}

/** One part of a room's state, and how each change moves it. Reducers are pure; returning the same state means no change. */
export interface Slice<S> {
  readonly initial: S;
  readonly on: {readonly [C in keyof LiveChanges]?: (state: S, change: LiveChanges[C]) => S};
}

export function defineSlice<S>(slice: Slice<S>): Slice<S> {
  return slice;
}
