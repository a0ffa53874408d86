import type {Profile} from '../../../drivers/chat-driver.js';
import {defineSlice} from '../slice.js';

export interface ViewerState {
  /** The viewer's name and picture; undefined for a guest, and before it is known. */
  readonly profile: Profile | undefined;
  /** The viewer's level. 0 without a business server. */
  readonly level: number;
  /** True if the viewer follows the host. Undefined without a business server. */
  readonly following: boolean | undefined;
  /** End of the viewer's mute, in Unix seconds of the service's clock. Undefined if the viewer may comment. */
  readonly mutedUntil: number | undefined;
  /** The reason of the mute, as the operator wrote it. */
  readonly mutedReason: string | undefined;
  /**
   * Time of the next allowed comment, in Unix milliseconds of the service's clock. Undefined if comments are allowed.
   */
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
    joining: () => initial,
    viewer: (state, profile) => ({...(profile?.userId === state.profile?.userId ? state : initial), profile}),
    account: (state, account) =>
      account ? {...state, level: account.level, following: account.following, mutedUntil: account.mutedUntil} : state,
    viewerChanged: (state, change) => ({...state, ...change}),
  },
});
