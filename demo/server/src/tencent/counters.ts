import type {RestClient} from './rest-client.ts';

/** What a group's counter has come to: 0 where there is none, undefined where the answer does not say. */
export async function readCounter(rest: RestClient, groupId: string, key: string): Promise<number | undefined> {
  const {GroupCounter} = await rest.call<{GroupCounter?: readonly {readonly Key?: string; readonly Value?: unknown}[]}>(
    'group_open_http_svc/get_group_counter',
    {GroupId: groupId, GroupCounterKeys: [key]},
  );
  return GroupCounter && Number(GroupCounter.find(({Key}) => Key === key)?.Value ?? 0);
}

/** Sets a group's counter; everybody inside is told. https://cloud.tencent.com/document/product/269/85951 */
export async function setCounter(rest: RestClient, groupId: string, key: string, value: number): Promise<void> {
  await rest.call('group_open_http_svc/update_group_counter', {
    GroupId: groupId,
    GroupCounter: [{Key: key, Value: value}],
    Mode: 'Set',
  });
}
