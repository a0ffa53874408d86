import type {Context} from '../../http/context.ts';
import {Profiles} from './profiles.ts';

export {nameNewMember, partsToRevert} from './profile-changes.ts';
export {readProfileChange, type Profiles} from './profiles.ts';

export function register({im, log, lifecycle, metrics}: Context): Profiles {
  const profiles = new Profiles(im, log);
  lifecycle.addWriter({stop: () => profiles.settle()});
  metrics.addGauge({
    name: 'accounts_waiting',
    help: 'Accounts of new viewers that wait for their import into Tencent Chat',
    read: () => profiles.waiting,
  });
  return profiles;
}
