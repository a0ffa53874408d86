import type {RestClient} from './rest-client.ts';

/** Sets a group's counter; everybody inside is told. https://cloud.tencent.com/document/product/269/85951 */
export async function setCounter(rest: RestClient, groupId: string, key: string, value: number): Promise<void> {
  await rest.call('group_open_http_svc/update_group_counter', {
    GroupId: groupId,
    GroupCounter: [{Key: key, Value: value}],
    Mode: 'Set',
  });
}
