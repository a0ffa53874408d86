/** `group_open_http_svc`: mutes and bans. */
import {unixNow} from '../clock.ts';
import {number, optionalNumber, text, texts, type Body} from '../wire/body.ts';
import type {Group} from '../state/group.ts';
import {ban, mute, readBan, readBanned, requireBans, unban} from '../actions/penalties.ts';
import type {RestCall, RestCommand} from './rest-command.ts';

/** Users in one request, and in one response (Tencent's pages of the commands). */
const MAX_MUTED = 500;
const MAX_PAGE = 100;

export const members: Readonly<Record<string, RestCommand>> = {
  'group_open_http_svc/forbid_send_msg': forbid,
  'group_open_http_svc/get_group_muted_account': listMuted,
  'group_open_http_svc/ban_group_member': banMembers,
  'group_open_http_svc/unban_group_member': unbanMembers,
  'group_open_http_svc/get_group_ban_member': listBanned,
};

/** Newer pages call the field MuteTime, older ones ShutUpTime. */
function forbid(call: RestCall): Body {
  const {app, admin, body} = call;
  const seconds = optionalNumber(body, 'MuteTime') ?? number(body, 'ShutUpTime');
  mute(app, groupOf(call), admin, texts(body, 'Members_Account', MAX_MUTED), seconds);
  return {};
}

function listMuted(call: RestCall): Body {
  const group = groupOf(call);
  const muted = group.mutes.list(unixNow());
  return {
    GroupId: group.id,
    MutedAccountList: muted.map(([Member_Account, MutedUntil]) => ({Member_Account, MutedUntil})),
  };
}

function banMembers(call: RestCall): Body {
  ban(call.app, groupOf(call), call.admin, ...readBan(call.body));
  return {};
}

function unbanMembers(call: RestCall): Body {
  unban(call.app, groupOf(call), call.admin, readBanned(call.body));
  return {};
}

function listBanned(call: RestCall): Body {
  requireBans(call.app);
  const limit = Math.min(optionalNumber(call.body, 'Limit') ?? MAX_PAGE, MAX_PAGE);
  const offset = optionalNumber(call.body, 'Offset') ?? 0;
  const banned = groupOf(call).bans.list(unixNow());
  const next = offset + limit;
  return {
    BannedAccountList: banned
      .slice(offset, next)
      .map(([Member_Account, BannedUntil]) => ({Member_Account, BannedUntil})),
    NextOffset: next < banned.length ? next : 0,
  };
}

function groupOf({app, body}: RestCall): Group {
  return app.groups.require(text(body, 'GroupId'));
}
