/** `im_open_login_svc` and `profile`: accounts and their profiles. */
import type {Account} from '../state/account.ts';
import type {App} from '../app.ts';
import {bodies, optionalText, optionalTexts, text, texts, type Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';
import {readProfileItems, type ProfileValue} from '../state/user-profile.ts';
import {encodePush} from '../wire/frames.ts';
import type {RestCall, RestCommand} from './rest-command.ts';

const MAX_IMPORT = 100;

export const accounts: Readonly<Record<string, RestCommand>> = {
  'im_open_login_svc/account_import': importOne,
  'im_open_login_svc/multiaccount_import': importMany,
  'im_open_login_svc/kick': kick,
  'profile/portrait_set': setProfile,
  'profile/portrait_get': getProfiles,
};

function importOne({app, body}: RestCall): Body {
  importAccount(app, body, text(body, 'UserID'));
  return {};
}

/** User ids (`Accounts`) or whole accounts (`AccountList`). Invalid ones are listed in the response. */
function importMany({app, body}: RestCall): Body {
  const ids = optionalTexts(body, 'Accounts', MAX_IMPORT)?.map((UserID) => ({UserID}));
  const list: readonly Body[] = ids ?? bodies(body, 'AccountList', MAX_IMPORT);
  const failedIds: string[] = [];
  for (const entry of list) {
    const userId = text(entry, 'UserID');
    try {
      importAccount(app, entry, userId);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      failedIds.push(userId);
    }
  }
  return {FailAccounts: failedIds, ResultList: failedIds.map((UserID) => ({UserID, ResultCode: Code.BAD_USER_ID}))};
}

function importAccount(app: App, entry: Body, userId: string): void {
  const nick = optionalText(entry, 'Nick', 500);
  const image = optionalText(entry, 'FaceUrl', 500);
  const {profile} = app.accounts.import(userId);
  if (nick !== undefined) profile.set('Tag_Profile_IM_Nick', nick);
  if (image !== undefined) profile.set('Tag_Profile_IM_Image', image);
}

function kick({app, body}: RestCall): Body {
  const account = app.accounts.find(text(body, 'UserID'));
  if (!account) throw new Refusal(Code.BAD_USER_ID, 'no such account');
  app.kickEverywhere(account, 3);
  return {};
}

function setProfile({app, admin, origin, body}: RestCall): Body {
  const account = requireUser(app, text(body, 'From_Account'));
  const items = readProfileItems(bodies(body, 'ProfileItem', 50));
  for (const {tag, value} of items) account.profile.set(tag, value);
  pushProfileToUser(app, account, items);
  app.callbacks.profileChanged(account, admin.userId, items, origin);
  return {};
}

function pushProfileToUser(app: App, account: Account, items: readonly {tag: string; value: ProfileValue}[]): void {
  const ProfileList = items.map(({tag, value}) => ({
    Tag: tag,
    ...(typeof value === 'number' ? {ValueNum: value} : {ValueBytes: value}),
  }));
  const frame = encodePush({
    EventArray: [{Event: 8, ProfileDataMod: [{PushType: 1, Profile_Account: account.userId, ProfileList}]}],
  });
  app.presence.send(account.userId, frame);
}

function getProfiles({app, body}: RestCall): Body {
  const tags = optionalTexts(body, 'TagList', 100);
  const ids = texts(body, 'To_Account', 100);
  const unknown = ids.filter((id) => !app.accounts.find(id));
  const UserProfileItem = ids.map((id) => {
    const account = app.accounts.find(id);
    if (!account) return {To_Account: id, ResultCode: Code.PROFILE_NO_SUCH_USER, ResultInfo: 'no such account'};
    return {To_Account: id, ProfileItem: account.profile.items(tags), ResultCode: 0, ResultInfo: ''};
  });
  return {UserProfileItem, ...(unknown.length > 0 && {Fail_Account: unknown})};
}

function requireUser(app: App, userId: string): Account {
  const account = app.accounts.find(userId);
  if (!account) throw new Refusal(Code.PROFILE_NO_SUCH_USER, `there is no account ${userId}`);
  return account;
}
