import type {Account} from './account.ts';
import type {Connection, SignedInUser} from './connection.ts';
import {encodePush} from '../wire/frames.ts';
import type {KickType} from '../wire/codes.ts';

/** Callbacks about the connections of users. */
export interface PresenceOptions {
  /** Milliseconds without a connection until `onOffline` and `onExpired`. */
  readonly offlineMs: number;
  readonly lingerMs: number;
  /** The last connection ended without a logout. */
  readonly onDisconnected: (account: Account) => void;
  readonly onOffline: (account: Account) => void;
  /** The user reconnected after `onOffline`. */
  readonly onBackOnline: (account: Account) => void;
  readonly onExpired: (account: Account) => void;
}

interface Absence {
  readonly timers: readonly NodeJS.Timeout[];
  isOffline: boolean;
}

/** The open connections by user. */
export class Presence {
  readonly #connections = new Set<Connection>();
  readonly #byUser = new Map<string, Set<Connection>>();
  readonly #absences = new Map<Account, Absence>();
  readonly #options: PresenceOptions;

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  get connections(): ReadonlySet<Connection> {
    return this.#connections;
  }

  /** @returns The connections of a user; with an empty id, those of all guests. */
  of(userId: string): readonly Connection[] {
    if (userId) return [...(this.#byUser.get(userId) ?? [])];
    return [...this.#connections].filter((connection) => !connection.identity);
  }

  /** Sends a frame to every connection of a user. */
  send(userId: string, frame: Buffer): void {
    for (const connection of this.#byUser.get(userId) ?? []) connection.send(frame);
  }

  /** Pushes an event (JSON) to the connections of a user that belong to one of the `logins` (by their `loginAt`). */
  push(userId: string, item: string, logins: ReadonlySet<number>): void {
    for (const connection of this.#byUser.get(userId) ?? []) {
      if (connection.identity && logins.has(connection.identity.token.loginAt)) connection.push(item);
    }
  }

  isOnline(userId: string): boolean {
    return this.#byUser.has(userId);
  }

  opened(connection: Connection): void {
    this.#connections.add(connection);
  }

  closed(connection: Connection): void {
    const account = connection.identity?.account;
    this.unbind(connection);
    connection.end();
    this.#connections.delete(connection);
    if (account && !this.isOnline(account.userId)) this.#options.onDisconnected(account);
  }

  bind(connection: Connection, identity: SignedInUser): void {
    this.unbind(connection);
    for (const group of connection.guestOf) group.removeGuest(connection);
    connection.guestOf.clear();
    connection.identity = identity;
    const {account} = identity;
    account.origin = connection.origin;
    const others = this.#byUser.get(account.userId);
    if (others) {
      others.add(connection);
      return;
    }
    this.#byUser.set(account.userId, new Set([connection]));
    const wasOffline = this.#endAbsence(account)?.isOffline;
    for (const group of account.rooms) group.online.add(account.userId);
    if (wasOffline) this.#options.onBackOnline(account);
  }

  unbind(connection: Connection): void {
    const account = connection.identity?.account;
    if (!account) return;
    connection.identity = undefined;
    const rest = this.#byUser.get(account.userId);
    rest?.delete(connection);
    if (rest?.size) return;
    this.#byUser.delete(account.userId);
    for (const group of account.rooms) {
      group.online.delete(account.userId);
      const member = group.members.get(account.userId);
      if (member) member.missedFrom ??= group.lastSeq + 1;
    }
    if (account.rooms.size === 0) return;
    const {offlineMs, lingerMs, onOffline, onExpired} = this.#options;
    const absence: Absence = {
      isOffline: false,
      timers: [
        setTimeout(() => {
          absence.isOffline = true;
          onOffline(account);
        }, offlineMs),
        setTimeout(() => {
          this.#endAbsence(account);
          onExpired(account);
        }, lingerMs),
      ],
    };
    this.#absences.set(account, absence);
  }

  /** Tells a connection that its login ended, and removes its identity. */
  kick(connection: Connection, type: KickType): void {
    connection.send(
      encodePush(
        {EventArray: [{Event: 10, C2cNotifyMsgArray: [{KickoutMsgNotify: {KickType: type, NewInstInfo: {}}}]}]},
        'im_open_status.stat_forceoffline',
      ),
    );
    this.unbind(connection);
  }

  close(): void {
    for (const connection of [...this.#connections]) {
      connection.cut();
      this.closed(connection);
    }
    for (const account of [...this.#absences.keys()]) this.#endAbsence(account);
  }

  #endAbsence(account: Account): Absence | undefined {
    const absence = this.#absences.get(account);
    for (const timer of absence?.timers ?? []) clearTimeout(timer);
    this.#absences.delete(account);
    return absence;
  }
}
