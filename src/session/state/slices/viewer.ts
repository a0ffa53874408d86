import type {Profile} from '../../../drivers/profile.js';
import {defineSlice} from '../slice.js';

export interface ViewerState {
  /** The viewer's name and picture; undefined for a guest, and before it is known. */
  readonly profile: Profile | undefined;
  /** The viewer's level. 0 without a business server. */
  readonly level: number;
  /** True if the viewer follows the host. Undefined without a business server. */
  readonly following: boolean | undefined;
  /** Time from which the viewer may comment again, in Unix seconds of the service's clock. Undefined if the viewer may comment. */
  readonly speakingDisabledUntil: number | undefined;
  /** The operator's reason for which the viewer may not comment. */
  readonly speakingDisabledReason: string | undefined;
  /**
   * Time of the next allowed comment, in Unix milliseconds of the service's clock. Undefined if comments are allowed.
   */
  readonly slowModeUntilMs: number | undefined;
}

const initial: ViewerState = {
  profile: undefined,
  level: 0,
  following: undefined,
  speakingDisabledUntil: undefined,
  speakingDisabledReason: undefined,
  slowModeUntilMs: undefined,
};

export const viewer = defineSlice<ViewerState>({
  initial,
  on: {
    joining: () => initial,
    viewer: (state, profile) => ({...(profile?.userId === state.profile?.userId ? state : initial), profile}),
    account: (state, account) =>
      account
        ? {...state, level: account.level, following: account.following, speakingDisabledUntil: account.mutedUntil}
        : state,
    viewerChanged: (state, change) => ({...state, ...change}),
  },
});
