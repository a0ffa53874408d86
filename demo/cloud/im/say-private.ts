/** A private message's way: to the two ends of its conversation, on every page of theirs, and to nobody else. */
import type {Account} from './account.ts';
import type {App} from './app.ts';
import type {Body} from './body.ts';
import type {PrivateContent, PrivateMessage} from './private-talk.ts';

/** Kinds of push, by the number the wire gives them. */
const PrivateEvent = {message: 9, notice: 10} as const;

/** Says it, once however often it is sent. `syncs`: the sender's pages hear it as well. */
export function sayPrivately(
  app: App,
  sender: Account,
  receiver: Account,
  content: PrivateContent,
  {syncs}: {readonly syncs: boolean},
): PrivateMessage {
  const conversation = app.privateTalk.between(sender.userId, receiver.userId, true);
  const known = conversation.find(content);
  if (known) return known;
  const message = conversation.add(sender, content);
  app.privateTalk.note(message);
  push(app, receiver.userId, {Event: PrivateEvent.message, C2cMsgArray: [message]});
  if (syncs && sender !== receiver)
    push(app, sender.userId, {Event: PrivateEvent.message, C2cMsgArray: [synced(message)]});
  return message;
}

/** Tells somebody of something that is no message. */
export function notifyPrivately(app: App, userId: string, notice: Body): void {
  push(app, userId, {Event: PrivateEvent.notice, C2cNotifyMsgArray: [notice]});
}

/** One's own words on another page of one's own come with the two ends exchanged (3.6.6). */
function synced(message: PrivateMessage): Body {
  return {...message, IsSyncMsg: 1, From_Account: message.To_Account, To_Account: message.From_Account};
}

function push(app: App, userId: string, body: Body): void {
  if (app.faults.dropPushes) return;
  const json = JSON.stringify(body);
  for (const connection of app.presence.of(userId)) connection.push(json);
}
