import type {Profile} from '../../drivers/driver.js';
import {defineSlice} from '../slice.js';
import type {Comment, HistoryStatus} from './comments.js';

/** What the viewer and somebody say to each other. */
export interface Talk {
  readonly peer: Profile;
  /** What was read of it so far and said since, oldest first, at most 1,000 lines. Private lines have no sequence numbers. */
  readonly list: readonly Comment[];
  readonly history: HistoryStatus;
  /** What the viewer has not seen yet. */
  readonly unread: number;
  /** Of the last word, Unix seconds; 0 when there is none. */
  readonly time: number;
  /** The last word, also before the conversation was opened; undefined when it is not known. */
  readonly last: Pick<Comment, 'kind' | 'text' | 'parts'> | undefined;
}

export interface PrivateState {
  /** Whose talks they are: the viewer's user id, once somebody has asked for them. */
  readonly of: string | undefined;
  /** Those spoken in last first: with the host, the service, and whom the viewer has opened; for who runs the room, with everybody. */
  readonly talks: readonly Talk[];
}

const initial: PrivateState = {of: undefined, talks: []};

export const privately = defineSlice<PrivateState>({
  initial,
  on: {
    entering: (state, {again}) => (again ? state : initial),
    viewer: (state, viewer) => (viewer?.userId === state.of ? state : initial),
    privately: (_state, now) => now,
  },
});
