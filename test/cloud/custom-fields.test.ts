import {expect, test} from 'vitest';
import {ROOM, useCloud} from '../support/chat/chat-fixture.ts';

const use = useCloud({customFields: ['product']});

test('a custom field unknown to the console is refused by its name, and the whole change is ignored', async () => {
  const modify = (Notification: string, ...keys: string[]) =>
    use.cloud.rest('group_open_http_svc/modify_group_base_info', {
      GroupId: ROOM,
      Notification,
      AppDefinedData: keys.map((Key) => ({Key, Value: 'v1'})),
    });
  expect(await modify('first', 'product')).toMatchObject({ErrorCode: 0});
  expect(await modify('second', 'product', 'status')).toMatchObject({
    ErrorCode: 10004,
    ErrorInfo: expect.stringContaining('status') as string,
  });
  const {GroupInfo} = await use.cloud.rest('group_open_http_svc/get_group_info', {GroupIdList: [ROOM]});
  expect(GroupInfo).toMatchObject([{Notification: 'first', AppDefinedData: [{Key: 'product', Value: 'v1'}]}]);
});
