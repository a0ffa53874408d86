import type {CallPurpose} from './call-budgets.ts';
import {ImError} from './im-error.ts';
import type {RestClient} from './rest-client.ts';

/** The profile of a user in Tencent Chat. */
export interface ImProfile {
  readonly userId: string;
  /** Empty keeps the current one. */
  readonly nick: string;
  /** Absolute address of an image. Empty keeps the current one. */
  readonly avatar: string;
}

export const NICK_TAG = 'Tag_Profile_IM_Nick';
export const AVATAR_TAG = 'Tag_Profile_IM_Image';

export const IMPORT_COMMAND = 'im_open_login_svc/multiaccount_import';

/** Most accounts in one call: https://trtc.io/document/34954 */
export const ACCOUNTS_A_CALL = 100;

/** Replaces parts of a user's profile. An empty text clears the part. https://trtc.io/document/34916 */
export async function setProfile(
  rest: RestClient,
  userId: string,
  {nick, avatar}: {readonly nick?: string | undefined; readonly avatar?: string | undefined},
): Promise<void> {
  const ProfileItem = [
    ...(nick === undefined ? [] : [{Tag: NICK_TAG, Value: nick}]),
    ...(avatar === undefined ? [] : [{Tag: AVATAR_TAG, Value: avatar}]),
  ];
  if (ProfileItem.length) await rest.call('profile/portrait_set', {From_Account: userId, ProfileItem});
}

/** Reads the nick in Tencent Chat; empty if the user has none or does not exist. https://trtc.io/document/34919 */
export async function readNick(rest: RestClient, userId: string): Promise<string> {
  const {UserProfileItem = []} = await rest.call<{UserProfileItem?: readonly ProfileResponse[]}>(
    'profile/portrait_get',
    {
      To_Account: [userId],
      TagList: [NICK_TAG],
    },
    {purpose: 'signIn'},
  );
  const value = UserProfileItem[0]?.ProfileItem?.find(({Tag}) => Tag === NICK_TAG)?.Value;
  return typeof value === 'string' ? value : '';
}

interface ProfileResponse {
  readonly ProfileItem?: readonly {readonly Tag?: unknown; readonly Value?: unknown}[];
}

/** Creates the accounts, or changes nick and avatar of those that exist. */
export async function writeProfiles(rest: RestClient, profiles: readonly ImProfile[]): Promise<void> {
  const failed: string[] = [];
  for (let from = 0; from < profiles.length; from += ACCOUNTS_A_CALL) {
    failed.push(...(await importAccounts(rest, profiles.slice(from, from + ACCOUNTS_A_CALL), 'upkeep')));
  }
  if (failed.length) throw new ImError('refused', IMPORT_COMMAND, `not imported: ${failed.join(', ')}`);
}

/** Imports at most 100 accounts in one call. Returns the ids that Tencent refused. */
export async function importAccounts(
  rest: RestClient,
  profiles: readonly ImProfile[],
  purpose: CallPurpose,
): Promise<readonly string[]> {
  const AccountList = profiles.map(({userId, nick, avatar}) => ({
    UserID: userId,
    ...(nick && {Nick: nick}),
    ...(avatar && {FaceUrl: avatar}),
  }));
  const {FailAccounts = []} = await rest.call<{FailAccounts?: string[]}>(IMPORT_COMMAND, {AccountList}, {purpose});
  return FailAccounts;
}
