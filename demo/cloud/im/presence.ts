import type {Account} from './account.ts';
import type {Connection, Identity} from './connection.ts';
import {encodePush} from './wire.ts';

/** Why a login was ended, by the number the SDK gets: multipleAccount, multipleDevice, REST_API_Kick. */
export type KickType = 1 | 2 | 3;

/** Who is connected, and from where. */
export class Presence {
  readonly #connections = new Set<Connection>();
  readonly #byUser = new Map<string, Set<Connection>>();
  readonly #absences = new Map<Account, NodeJS.Timeout>();
  readonly #lingerMs: number;
  readonly #gone: (account: Account) => void;

  /** `gone` is called for a user of whom nothing was heard for `lingerMs` after the last connection ended. */
  constructor(lingerMs: number, gone: (account: Account) => void) {
    this.#lingerMs = lingerMs;
    this.#gone = gone;
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

  isOnline(userId: string): boolean {
    return this.#byUser.has(userId);
  }

  opened(connection: Connection): void {
    this.#connections.add(connection);
  }

  closed(connection: Connection): void {
    this.unbind(connection);
    connection.end();
    this.#connections.delete(connection);
  }

  bind(connection: Connection, identity: Identity): void {
    this.unbind(connection);
    for (const group of connection.guestOf) group.guestLeft(connection);
    connection.guestOf.clear();
    connection.identity = identity;
    const {account} = identity;
    const others = this.#byUser.get(account.userId);
    if (others) {
      others.add(connection);
      return;
    }
    this.#byUser.set(account.userId, new Set([connection]));
    this.#endAbsence(account);
    for (const group of account.rooms) group.online.add(account.userId);
  }

  unbind(connection: Connection): void {
    const account = connection.identity?.account;
    if (!account) return;
    connection.identity = undefined;
    const rest = this.#byUser.get(account.userId);
    rest?.delete(connection);
    if (rest?.size) return;
    this.#byUser.delete(account.userId);
    for (const group of account.rooms) group.online.delete(account.userId);
    if (account.rooms.size === 0) return;
    const timer = setTimeout(() => {
      this.#absences.delete(account);
      this.#gone(account);
    }, this.#lingerMs);
    this.#absences.set(account, timer);
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
    for (const timer of this.#absences.values()) clearTimeout(timer);
    this.#absences.clear();
  }

  #endAbsence(account: Account): void {
    clearTimeout(this.#absences.get(account));
    this.#absences.delete(account);
  }
}
