import {defineSlice} from '../slice.js';

export interface LikesState {
  /** The highest that was heard of, with one's own that were sent. */
  readonly total: number;
  /** The viewer's own taps that were not sent yet: the room has `total + unsent`. */
  readonly unsent: number;
  /** What was counted for certain. */
  readonly counted: number;
  /** Whether the group counts: then what is said adds nothing. */
  readonly hasCounter: boolean;
}

const initial: LikesState = {total: 0, unsent: 0, counted: 0, hasCounter: false};

export const likes = defineSlice<LikesState>({
  initial,
  on: {
    entering: (state, {again}) => (again ? state : initial),
    info: (state, {likeTotal}) => counted(state, likeTotal),
    facts: (state, {likeTotal}) => (likeTotal === undefined ? state : {...counted(state, likeTotal), hasCounter: true}),
    messages: (state, batch) => {
      if (state.hasCounter) return state;
      let said = 0;
      for (const {content} of batch) if (content.type === 'like') said += content.count;
      return said ? {...state, total: state.total + said} : state;
    },
    liked: (state, count) => ({...state, unsent: state.unsent + count}),
    // Counted as sent from the start: the group's counter may tell of them before the answer comes. The sum stays.
    likesSent: ({total, unsent, ...state}, count) => ({
      ...state,
      total: Math.max(state.counted, total + count),
      unsent: unsent - count,
    }),
  },
});

function counted(state: LikesState, told: number): LikesState {
  return {...state, total: Math.max(state.total, told), counted: Math.max(state.counted, told)};
}
