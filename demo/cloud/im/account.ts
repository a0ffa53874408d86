import {createHash} from 'node:crypto';
import type {Origin} from './callback-client.ts';
import {Code, Refusal} from './codes.ts';
import type {Group} from './group.ts';
import type {KickType} from './presence.ts';
import {Profile} from './profile.ts';

/** One user of the app: profile, rooms, and which of its logins still count. */
export class Account {
  readonly profile = new Profile();
  readonly rooms = new Set<Group>();
  readonly tinyId: string;
  /** Where its latest login came from. */
  origin: Origin = {platform: 'Web', address: ''};
  /** Signatures made before this moment (Unix seconds) are treated as expired. */
  signaturesFrom = 0;
  /** Logins before `at` (Unix milliseconds) were ended by a kick of this type. */
  ended: {readonly at: number; readonly kickType: KickType} = {at: 0, kickType: 1};

  constructor(readonly userId: string) {
    this.tinyId = tinyIdOf(userId);
  }
}

/** Every account of the app, by user id. */
export class Accounts {
  readonly #accounts = new Map<string, Account>();

  find(userId: string): Account | undefined {
    return this.#accounts.get(userId);
  }

  /** The account, made if it is new: the service imports whoever shows a valid signature. */
  import(userId: string): Account {
    let account = this.#accounts.get(userId);
    if (!account) {
      if (!/^[\w-]{1,32}$/.test(userId)) {
        throw new Refusal(Code.BAD_USER_ID, 'a user id is 1 to 32 letters, digits, _ or -');
      }
      account = new Account(userId);
      this.#accounts.set(userId, account);
    }
    return account;
  }

  require(userId: string): Account {
    const account = this.#accounts.get(userId);
    if (!account) throw new Refusal(Code.NO_SUCH_ACCOUNT, `there is no account ${userId}`);
    return account;
  }
}

/** The number behind a user id: the same after a restart, and shaped as the service's are. */
function tinyIdOf(userId: string): string {
  const digest = createHash('sha256').update(userId).digest();
  return String(144_115_200_000_000_000n + BigInt(digest.readUIntBE(0, 6)));
}
