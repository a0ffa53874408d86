/** A viewer in a room of the local cloud, who records the custom messages of the service. */
import {onTestFinished} from 'vitest';
import {decodeCustom} from '../../../src/protocol/codec.ts';
import type {LateCheckedContent} from '../../../src/protocol/messages.ts';
import type {CloudServer} from '../chat/chat-emulator.ts';
import {CloudClient} from '../chat/wire-client.ts';

interface ReceivedMessage {
  readonly MsgBody?: readonly {readonly MsgContent: {readonly Data: string}}[];
}

/**
 * Joins the room. The returned function returns the fields of all messages of a type so far. The viewer leaves with the
 * test.
 */
export async function listenTo(
  cloud: CloudServer,
  roomId: string,
  type: LateCheckedContent['type'],
): Promise<() => LateCheckedContent['fields'][]> {
  const client = await CloudClient.signedIn(cloud, `listener-${crypto.randomUUID().slice(0, 8)}`, roomId);
  onTestFinished(() => client.close());
  return () =>
    (client.items() as readonly ReceivedMessage[]).flatMap(({MsgBody}) => {
      const content = decodeCustom(MsgBody?.[0]?.MsgContent.Data);
      return content?.type === type && 'fields' in content ? [content.fields] : [];
    });
}
