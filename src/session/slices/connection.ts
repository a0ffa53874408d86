import type {LiveError} from '../../protocol/errors.js';
import {defineSlice} from '../slice.js';

/** How the viewer's stay stands. `joined` means that the group took the viewer in. */
export type LiveStatus = 'idle' | 'joining' | 'joined' | 'reconnecting' | 'ended' | 'failed' | 'kicked';

export interface ConnectionState {
  readonly status: LiveStatus;
  /** Why it failed, ended or was kicked. */
  readonly error: LiveError | undefined;
  /** The room of the stay, empty before the first. */
  readonly roomId: string;
  /** Whether a business server looks after the room: without one there are no gifts, products or lotteries. */
  readonly served: boolean;
}

export const connection = defineSlice<ConnectionState>({
  initial: {status: 'idle', error: undefined, roomId: '', served: false},
  on: {
    entering: (state, {roomId, again}) => ({...state, roomId, served: again && state.served}),
    info: (state) => ({...state, served: true}),
    status: (state, {status, error}) => ({...state, status, error}),
  },
});
