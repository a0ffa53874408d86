import type {LiveError} from '../../../protocol/errors.js';
import {defineSlice} from '../slice.js';

/**
 * The status of a room's connection. `joined`: Tencent's group has accepted the viewer. `ended`: the page left or the
 * service closed the connection. The connection outlives the end of the show, which is a `RoomStatus`.
 */
export type LiveStatus = 'idle' | 'joining' | 'joined' | 'reconnecting' | 'ended' | 'failed' | 'kicked';

export interface ConnectionState {
  /** The status of the connection. */
  readonly status: LiveStatus;
  /** The reason of `failed`, `ended` or `kicked`. */
  readonly error: LiveError | undefined;
  /** The room's id; empty before the first join. */
  readonly roomId: string;
  /** True if a business server serves the room. Without one there are no gifts, products or lotteries. */
  readonly hasBackend: boolean;
}

export const connection = defineSlice<ConnectionState>({
  initial: {status: 'idle', error: undefined, roomId: '', hasBackend: false},
  on: {
    joining: (state, {roomId, isSameRoom}) => ({...state, roomId, hasBackend: isSameRoom && state.hasBackend}),
    roomInfo: (state) => ({...state, hasBackend: true}),
    status: (state, {status, error}) => ({...state, status, error}),
  },
});
