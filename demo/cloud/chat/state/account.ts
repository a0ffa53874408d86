import {createHash} from 'node:crypto';
import type {Origin} from '../wire/origin.ts';
import {Code, Refusal} from '../wire/codes.ts';
import type {Group} from './group.ts';
import type {KickType} from '../wire/codes.ts';
import {Profile} from './user-profile.ts';

/** One user of the app: profile, rooms, and which of its logins are valid. */
export class Account {
  readonly profile = new Profile();
  readonly rooms = new Set<Group>();
  readonly tinyId: string;
  /** Origin of the latest login. */
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

  /** Creates the account if it is new: the service imports every user with a valid signature. */
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

/** @returns The numeric id of a user: stable across restarts, in the service's format. */
function tinyIdOf(userId: string): string {
  const digest = createHash('sha256').update(userId).digest();
  return String(144_115_200_000_000_000n + BigInt(digest.readUIntBE(0, 6)));
}
