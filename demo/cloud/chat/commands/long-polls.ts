/** Long polls, for members and guests. */
import type {Account} from '../state/account.ts';
import {optionalNumber, text, type Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';
import {eventsForFormerMember, decodePosition, poll} from '../actions/long-polls.ts';
import {signedIn, type Call, type Commands} from './command.ts';

export const polls: Commands = {
  'group_open_long_polling_http_svc.get_msg': signedIn(pollAsMember),
  'group_open_long_polling_http_noauth_svc.get_msg': pollAsGuest,
};

function pollAsMember({app, connection, body}: Call, account: Account): Body | Promise<Body> {
  const position = decodePosition(text(body, 'Key'));
  const group = app.groups.requireForPoll(position.groupId);
  const seq = optionalNumber(body, 'StartSeq') || position.seq;
  if (!group.dismissed && !group.members.has(account.userId)) {
    const lastWords = eventsForFormerMember(group, {...position, seq}, account.userId);
    if (lastWords) return lastWords;
    throw new Refusal(Code.NOT_PERMITTED, `not a member of ${group.id}`);
  }
  const broadcast = Math.max(position.broadcast, optionalNumber(body, 'StartBroadcastSeq') ?? 0);
  return poll(app, connection, group, {...position, seq, broadcast});
}

/** A guest starts with StartSeq 0: the position where it joined. After a reconnect a guest polls without joining again. */
function pollAsGuest({app, connection, body}: Call): Body | Promise<Body> {
  const position = decodePosition(text(body, 'Key'));
  const group = app.groups.requireForPoll(position.groupId);
  if (!connection.identity && !group.dismissed) group.touchGuest(connection, Date.now());
  return poll(app, connection, group, {...position, seq: optionalNumber(body, 'StartSeq') || position.seq});
}
