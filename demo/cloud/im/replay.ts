/** The fault `replayAfterLogin`: a service that makes up for what pushes missed. */
import type {Account} from './account.ts';
import type {App} from './app.ts';
import type {Connection} from './connection.ts';
import {pushed} from './items.ts';

/** As many sequences as the SDK remembers: what it has heard of them it drops as doubles (3.6.6). */
const REMEMBERED = 200;

/**
 * Pushes to a connection that has signed in again what its user missed in every room. `takesOver`: an open socket of the
 * same page was replaced, so nobody knows what of the latest arrived.
 */
export function replay(app: App, account: Account, connection: Connection, takesOver: boolean): void {
  for (const group of account.rooms) {
    const member = group.members.get(account.userId);
    if (member?.mode !== 'push' || !member.logins.has(connection.identity?.ticket.loginAt ?? 0)) continue;
    const from = member.missedFrom ?? (takesOver ? group.lastSeq - REMEMBERED + 1 : undefined);
    member.missedFrom = undefined;
    if (from === undefined || !app.faults.replayAfterLogin) continue;
    for (let next = from; next <= group.lastSeq;) {
      const page = group.log.since(next, {userId: account.userId, mode: 'push'}, group.lastSeq);
      for (const item of page.items) connection.push(JSON.stringify(pushed(item)));
      next = page.next;
    }
  }
}
