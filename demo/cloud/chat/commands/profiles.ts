/** User profiles. */
import type {Account} from '../state/account.ts';
import {bodies, text, type Body} from '../wire/body.ts';
import {readProfileItems} from '../state/user-profile.ts';
import {signedIn, type Call, type Commands} from './command.ts';

export const profiles: Commands = {
  // Guests request it too, for the user who recalled a message.
  'profile.portrait_get_all': getAll,
  'profile.portrait_set': signedIn(set),
};

/** Unknown users are omitted. */
function getAll({app, body}: Call): Body {
  const known = bodies(body, 'UserItem', 100).flatMap((item) => {
    const account = app.accounts.find(text(item, 'To_Account'));
    return account ? [{To_Account: account.userId, ResultCode: 0, ProfileItem: account.profile.items()}] : [];
  });
  return {UserProfileItem: known};
}

function set({app, body}: Call, account: Account): Body {
  const items = readProfileItems(bodies(body, 'ProfileItem', 50));
  for (const {tag, value} of items) account.profile.set(tag, value);
  app.callbacks.profileChanged(account, account.userId, items, account.origin);
  return {};
}
