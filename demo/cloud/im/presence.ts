import type {Account} from './account.ts';
import type {Connection, Identity} from './connection.ts';
import {encodePush} from './wire.ts';

/** Why a login was ended, by the number the SDK gets: multipleAccount, multipleDevice, REST_API_Kick. */
export type KickType = 1 | 2 | 3;

/** What becomes of users, told while it happens. */
export interface PresenceOptions {
  /** Milliseconds without a connection until a user is `offline`, and until it is `gone`. */
  readonly offlineMs: number;
  readonly lingerMs: number;
  /** The last connection ended without a logout. */
  readonly lost: (account: Account) => void;
  readonly offline: (account: Account) => void;
  /** Connected again after it was `offline`. */
  readonly back: (account: Account) => void;
  readonly gone: (account: Account) => void;
}

interface Absence {
  readonly timers: readonly NodeJS.Timeout[];
  isOffline: boolean;
}

/** Who is connected, and from where. */
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

  /** Connections of a user; with an empty id, those of all guests. */
  of(userId: string): readonly Connection[] {
    if (userId) return [...(this.#byUser.get(userId) ?? [])];
    return [...this.#connections].filter((connection) => !connection.identity);
  }

  /** Sends a frame to every connection of a user. */
  send(userId: string, frame: Buffer): void {
    for (const connection of this.#byUser.get(userId) ?? []) connection.send(frame);
  }

  /** Pushes an item (JSON) to those connections of a user that belong to one of the `logins` (by their `loginAt`). */
  push(userId: string, item: string, logins: ReadonlySet<number>): void {
    for (const connection of this.#byUser.get(userId) ?? []) {
      if (connection.identity && logins.has(connection.identity.ticket.loginAt)) connection.push(item);
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
    if (account && !this.isOnline(account.userId)) this.#options.lost(account);
  }

  bind(connection: Connection, identity: Identity): void {
    this.unbind(connection);
    for (const group of connection.guestOf) group.guestLeft(connection);
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
    if (wasOffline) this.#options.back(account);
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
    const {offlineMs, lingerMs, offline, gone} = this.#options;
    const absence: Absence = {
      isOffline: false,
      timers: [
        setTimeout(() => {
          absence.isOffline = true;
          offline(account);
        }, offlineMs),
        setTimeout(() => {
          this.#endAbsence(account);
          gone(account);
        }, lingerMs),
      ],
    };
    this.#absences.set(account, absence);
  }

  /** Tells a connection that its login is over, and takes its identity. */
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
