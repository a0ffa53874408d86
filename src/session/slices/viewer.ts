import type {Profile} from '../../drivers/driver.js';
import {defineSlice} from '../slice.js';

export interface ViewerState {
  /** Undefined for a guest, and before it is known. */
  readonly profile: Profile | undefined;
  /** 0 where no business server tells it. */
  readonly level: number;
  /** Whether the viewer follows the host; undefined where no business server tells it. */
  readonly following: boolean | undefined;
  /** Unix seconds, by the service's clock, until which the viewer may not speak; undefined when the viewer may. */
  readonly mutedUntil: number | undefined;
  readonly mutedReason: string | undefined;
  /** Unix milliseconds, by the service's clock, at which the next comment may be said; undefined when it may be now. */
  readonly slowUntil: number | undefined;
}

const initial: ViewerState = {
  profile: undefined,
  level: 0,
  following: undefined,
  mutedUntil: undefined,
  mutedReason: undefined,
  slowUntil: undefined,
};

export const viewer = defineSlice<ViewerState>({
  initial,
  on: {
    entering: () => initial,
    viewer: (state, profile) => ({...(profile?.userId === state.profile?.userId ? state : initial), profile}),
    account: (state, account) =>
      account ? {...state, level: account.level, following: account.following, mutedUntil: account.mutedUntil} : state,
    standing: (state, change) => ({...state, ...change}),
  },
});
