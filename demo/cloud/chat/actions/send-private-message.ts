/** Delivers one-to-one messages to all connections of the two users. */
import type {Account} from '../state/account.ts';
import type {App} from '../app.ts';
import type {Body} from '../wire/body.ts';
import type {PrivateContent, PrivateMessage} from '../state/private-chats.ts';

/** Event types of pushes by their number in the protocol. */
const PrivateEvent = {message: 9, notice: 10} as const;

/** Sends a message; a duplicate is sent once. `syncs`: also pushes it to the sender's own connections. */
export function sendPrivateMessage(
  app: App,
  sender: Account,
  receiver: Account,
  content: PrivateContent,
  {syncs}: {readonly syncs: boolean},
): PrivateMessage {
  const conversation = app.privateChats.conversation(sender.userId, receiver.userId, true);
  const known = conversation.find(content);
  if (known) return known;
  const message = conversation.add(sender, content);
  app.privateChats.record(message);
  push(app, receiver.userId, {Event: PrivateEvent.message, C2cMsgArray: [message]});
  if (syncs && sender !== receiver)
    push(app, sender.userId, {Event: PrivateEvent.message, C2cMsgArray: [synced(message)]});
  return message;
}

/** Pushes a notice that is no message. */
export function sendPrivateNotice(app: App, userId: string, notice: Body): void {
  push(app, userId, {Event: PrivateEvent.notice, C2cNotifyMsgArray: [notice]});
}

/** The sender's other connections receive the message with sender and receiver exchanged (3.6.6). */
function synced(message: PrivateMessage): Body {
  return {...message, IsSyncMsg: 1, From_Account: message.To_Account, To_Account: message.From_Account};
}

function push(app: App, userId: string, body: Body): void {
  if (app.faults.dropPushes) return;
  const json = JSON.stringify(body);
  for (const connection of app.presence.of(userId)) connection.push(json);
}
