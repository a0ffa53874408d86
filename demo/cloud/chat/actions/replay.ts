/** The fault `replayAfterLogin`: the service pushes missed events after a login. */
import type {Account} from '../state/account.ts';
import type {App} from '../app.ts';
import type {Connection} from '../state/connection.ts';
import {pushBody} from '../wire/group-events.ts';

/** The SDK remembers this many sequences and drops duplicates among them (3.6.6). */
const REMEMBERED = 200;

/**
 * Pushes the events that a user missed in every room. `takesOver`: the login replaced an open socket of the same page, so it
 * is unknown which of the latest events arrived.
 */
export function replay(app: App, account: Account, connection: Connection, takesOver: boolean): void {
  for (const group of account.rooms) {
    const member = group.members.get(account.userId);
    if (member?.mode !== 'push' || !member.logins.has(connection.identity?.token.loginAt ?? 0)) continue;
    const from = member.missedFrom ?? (takesOver ? group.lastSeq - REMEMBERED + 1 : undefined);
    member.missedFrom = undefined;
    if (from === undefined || !app.faults.replayAfterLogin) continue;
    for (let next = from; next <= group.lastSeq;) {
      const page = group.log.since(next, {userId: account.userId, mode: 'push'}, group.lastSeq);
      for (const item of page.items) connection.push(JSON.stringify(pushBody(item)));
      next = page.next;
    }
  }
}
