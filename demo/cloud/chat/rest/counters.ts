/** `group_open_http_svc`: counters of a group. */
import {text} from '../wire/body.ts';
import {deleteCounters, getCounters, updateCounters} from '../actions/group-counters.ts';
import type {Group} from '../state/group.ts';
import type {RestCall, RestCommand} from './rest-command.ts';

export const counters: Readonly<Record<string, RestCommand>> = {
  'group_open_http_svc/update_group_counter': (call) => updateCounters(call.app, groupOf(call), call.admin, call.body),
  'group_open_http_svc/get_group_counter': (call) => getCounters(call.app, groupOf(call), call.body),
  'group_open_http_svc/delete_group_counter': (call) => deleteCounters(call.app, groupOf(call), call.admin, call.body),
};

function groupOf({app, body}: RestCall): Group {
  return app.groups.require(text(body, 'GroupId'));
}
