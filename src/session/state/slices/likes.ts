import {LIKE_INTERVAL_MS} from '../../../protocol/limits.js';
import {defineSlice} from '../slice.js';

/** The largest plausible increase: a room sends 40 messages per second of at most 1,000 likes each. */
const JUMP_MAX = 100_000;

export interface LikesState {
  /** The room's total, including the viewer's own likes that were sent. */
  readonly total: number;
  /** The viewer's own likes that are not sent yet. Show `total + unsent`. */
  readonly unsent: number;
  /**
   * The last total that was received and accepted.
   *
   * @internal
   */
  readonly acceptedTotal: number;
  /**
   * True if the group has a counter. Like messages are then not added up.
   *
   * @internal
   */
  readonly hasCounter: boolean;
  /**
   * The viewer's own likes since the last total, and before it. A total may not include them yet.
   *
   * @internal
   */
  readonly ownSinceTotal: number;
  /** @internal */
  readonly ownBeforeTotal: number;
  /**
   * An implausible total. Any member can set the group's counter, and the business server corrects it. The total is
   * accepted if nobody corrects it in time.
   *
   * @internal
   */
  readonly suspect: number | undefined;
  /**
   * Number of times that an implausible total arrived after a plausible one.
   *
   * @internal
   */
  readonly suspectTotals: number;
  /** True once a total was received. */
  readonly isKnown: boolean;
  /**
   * Minimum interval between two like messages, as the business server sent it.
   *
   * @internal
   */
  readonly intervalMs: number;
}

const initial: LikesState = {
  total: 0,
  unsent: 0,
  acceptedTotal: 0,
  hasCounter: false,
  ownSinceTotal: 0,
  ownBeforeTotal: 0,
  suspect: undefined,
  suspectTotals: 0,
  isKnown: false,
  intervalMs: LIKE_INTERVAL_MS,
};

export const likes = defineSlice<LikesState>({
  initial,
  on: {
    joining: (state, {isSameRoom}) => (isSameRoom ? state : initial),
    roomInfo: (state, {likeTotal, likeIntervalMs}) => ({...receiveTotal(state, likeTotal), intervalMs: likeIntervalMs}),
    groupInfo: (state, {likeTotal}) =>
      likeTotal === undefined ? state : {...receiveTotal(state, likeTotal), hasCounter: true},
    messages: (state, batch) => {
      if (state.hasCounter) return state;
      let count = 0;
      for (const {content} of batch) if (content.type === 'like') count += content.count;
      return count ? {...state, total: state.total + count} : state;
    },
    liked: (state, count) => ({...state, unsent: state.unsent + count}),
    // Added at once, because the group's counter may include them before the response arrives. `total + unsent` stays
    // equal.
    likesSending: ({total, unsent, ownSinceTotal, ...state}, count) => ({
      ...state,
      total: Math.max(state.acceptedTotal, total + count),
      unsent: unsent - count,
      ownSinceTotal: Math.max(0, ownSinceTotal + count),
    }),
    suspectLikesAccepted: (state) =>
      state.suspect === undefined ? state : acceptTotal(state, state.suspect, state.suspect),
  },
});

function receiveTotal(state: LikesState, received: number): LikesState {
  const {total, ownSinceTotal, ownBeforeTotal, isKnown} = state;
  const rise = received - total;
  if (rise <= 0 && rise >= -(ownSinceTotal + ownBeforeTotal)) return acceptTotal(state, received, total);
  const isExpected = !isKnown || (rise > 0 && rise <= JUMP_MAX);
  if (isExpected) return acceptTotal(state, received, Math.max(received, total));
  return {...state, suspect: received, suspectTotals: state.suspectTotals + Number(state.suspect === undefined)};
}

function acceptTotal(state: LikesState, acceptedTotal: number, total: number): LikesState {
  return {
    ...state,
    acceptedTotal,
    total,
    ownSinceTotal: 0,
    ownBeforeTotal: state.ownSinceTotal,
    suspect: undefined,
    isKnown: true,
  };
}
