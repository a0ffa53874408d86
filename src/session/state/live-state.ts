import type {StateChanges, Slice} from './slice.js';
import {comments} from './slices/comments.js';
import {connection} from './slices/connection.js';
import {gifts} from './slices/gifts.js';
import {likes} from './slices/likes.js';
import {lottery} from './slices/lottery.js';
import {privateChats} from './slices/private-chats.js';
import {product} from './slices/product.js';
import {room} from './slices/room.js';
import {viewer} from './slices/viewer.js';
import type {Store} from './store.js';

const slices = {connection, viewer, room, comments, likes, gifts, product, lottery, privateChats};

/**
 * The state of a session: one frozen snapshot with a slice per subject. A slice that did not change keeps its identity.
 */
export type LiveState = {readonly [K in keyof typeof slices]: (typeof slices)[K]['initial']};

/** The state before the first join. */
export const INITIAL = Object.fromEntries(
  Object.entries(slices).map(([key, slice]) => [key, slice.initial] as const),
) as unknown as LiveState; // The type is LiveState: the initial state of each slice.

/** Passes a change to every slice that handles it. */
export function applyChange<C extends keyof StateChanges>(
  state: Store<LiveState>,
  change: C,
  payload: StateChanges[C],
): void {
  for (const key of Object.keys(slices) as (keyof typeof slices)[]) {
    const reduce = (slices[key] as Slice<LiveState[typeof key]>).on[change];
    if (reduce) state.set(key, reduce(state.current[key], payload));
  }
}
