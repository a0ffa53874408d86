/** Counters of a group, for its members. The SDK itself limits the request rate (2996). */
import type {Account} from '../state/account.ts';
import type {App} from '../app.ts';
import {text, type Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';
import {getCounters, updateCounters} from '../actions/group-counters.ts';
import type {Group} from '../state/group.ts';
import {signedIn, type Commands} from './command.ts';

export const counters: Commands = {
  'group_open_http_svc.update_group_counter': signedIn(({app, body}, account) =>
    updateCounters(app, requireJoined(app, body, account), account, body),
  ),
  'group_open_http_svc.get_group_counter': signedIn(({app, body}, account) =>
    getCounters(app, requireJoined(app, body, account), body),
  ),
};

function requireJoined(app: App, body: Body, account: Account): Group {
  const group = app.groups.require(text(body, 'GroupId'));
  if (!group.members.has(account.userId)) throw new Refusal(Code.NOT_PERMITTED, `not a member of ${group.id}`);
  return group;
}
