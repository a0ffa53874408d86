/** `group_open_http_svc`: a group's counters. */
import {text} from '../body.ts';
import {deleteCounters, getCounters, updateCounters} from '../counter-actions.ts';
import type {Group} from '../group.ts';
import type {RestCall, RestCommand} from './rest.ts';

export const counters: Readonly<Record<string, RestCommand>> = {
  'group_open_http_svc/update_group_counter': (call) => updateCounters(call.app, groupOf(call), call.admin, call.body),
  'group_open_http_svc/get_group_counter': (call) => getCounters(call.app, groupOf(call), call.body),
  'group_open_http_svc/delete_group_counter': (call) => deleteCounters(call.app, groupOf(call), call.admin, call.body),
};

function groupOf({app, body}: RestCall): Group {
  return app.groups.require(text(body, 'GroupId'));
}
