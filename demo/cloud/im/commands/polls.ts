/** Asking for news, signed in or not. */
import type {Account} from '../account.ts';
import {optionalNumber, text, type Body} from '../body.ts';
import {Code, Refusal} from '../codes.ts';
import {hearLastWords, openPosition, poll} from '../polls.ts';
import {signedIn, type Call, type Commands} from './command.ts';

export const polls: Commands = {
  'group_open_long_polling_http_svc.get_msg': signedIn(pollAsMember),
  'group_open_long_polling_http_noauth_svc.get_msg': pollAsGuest,
};

function pollAsMember({app, connection, body}: Call, account: Account): Body | Promise<Body> {
  const position = openPosition(text(body, 'Key'));
  const group = app.groups.requireForPoll(position.groupId);
  const seq = optionalNumber(body, 'StartSeq') || position.seq;
  if (!group.dismissed && !group.members.has(account.userId)) {
    const lastWords = hearLastWords(group, {...position, seq}, account.userId);
    if (lastWords) return lastWords;
    throw new Refusal(Code.NOT_PERMITTED, `not a member of ${group.id}`);
  }
  const broadcast = Math.max(position.broadcast, optionalNumber(body, 'StartBroadcastSeq') ?? 0);
  return poll(app, connection, group, {...position, seq, broadcast});
}

/** A guest begins with StartSeq 0, which means: from where it joined. A lost socket comes back with the poll, not by joining again. */
function pollAsGuest({app, connection, body}: Call): Body | Promise<Body> {
  const position = openPosition(text(body, 'Key'));
  const group = app.groups.requireForPoll(position.groupId);
  if (!connection.identity && !group.dismissed) group.guestSeen(connection, Date.now());
  return poll(app, connection, group, {...position, seq: optionalNumber(body, 'StartSeq') || position.seq});
}
