import type {RestClient} from './rest-client.ts';

/** Reads a group's counter: 0 if it was never set, undefined if the response has no counters. */
export async function readCounter(rest: RestClient, groupId: string, key: string): Promise<number | undefined> {
  const {GroupCounter} = await rest.call<{GroupCounter?: readonly {readonly Key?: string; readonly Value?: unknown}[]}>(
    'group_open_http_svc/get_group_counter',
    {GroupId: groupId, GroupCounterKeys: [key]},
  );
  return GroupCounter && Number(GroupCounter.find(({Key}) => Key === key)?.Value ?? 0);
}

/** Sets a group's counter; members are notified. https://cloud.tencent.com/document/product/269/85951 */
export async function setCounter(rest: RestClient, groupId: string, key: string, value: number): Promise<void> {
  await rest.call('group_open_http_svc/update_group_counter', {
    GroupId: groupId,
    GroupCounter: [{Key: key, Value: value}],
    Mode: 'Set',
  });
}
