import type {Profile} from '../../drivers/driver.js';
import {defineSlice} from '../slice.js';

export interface ViewerState {
  /** Undefined for a guest, and before it is known. */
  readonly profile: Profile | undefined;
}

const initial: ViewerState = {profile: undefined};

export const viewer = defineSlice<ViewerState>({
  initial,
  on: {
    entering: () => initial,
    viewer: (_, profile) => ({profile}),
  },
});
