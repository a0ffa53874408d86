import type {Profile} from '../../../drivers/profile.js';
import {defineSlice} from '../slice.js';
import type {Comment, HistoryStatus} from './comments.js';

/** A private conversation. */
export interface Conversation {
  readonly peer: Profile;
  /** The messages loaded so far, oldest first, at most 1,000. Private messages have no `seq`. */
  readonly list: readonly Comment[];
  readonly history: HistoryStatus;
  /** The number of unread messages. */
  readonly unread: number;
  /** Time of the last message, in Unix seconds. 0 if there is none. */
  readonly time: number;
  /** The last message, also before the conversation was opened. Undefined if it is not known. */
  readonly last: Pick<Comment, 'kind' | 'text' | 'parts'> | undefined;
}

export interface PrivateChatsState {
  /**
   * The viewer's user id, once the conversations were requested.
   *
   * @internal
   */
  readonly userId: string | undefined;
  /**
   * The conversations, latest first: with the host, the service account and the users that the viewer has opened. The
   * host and the operators have conversations with everybody.
   */
  readonly conversations: readonly Conversation[];
}

const initial: PrivateChatsState = {userId: undefined, conversations: []};

export const privateChats = defineSlice<PrivateChatsState>({
  initial,
  on: {
    joining: (state, {isSameRoom}) => (isSameRoom ? state : initial),
    viewer: (state, viewer) => (viewer?.userId === state.userId ? state : initial),
    privateChats: (_state, now) => now,
  },
});
