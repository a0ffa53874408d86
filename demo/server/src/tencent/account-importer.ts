import {setTimeout as wait} from 'node:timers/promises';
import {ACCOUNTS_A_CALL, IMPORT_COMMAND, importAccounts, type ImProfile} from './accounts.ts';
import {ImError} from './im-error.ts';
import type {RestClient} from './rest-client.ts';

/** New viewers within this time share a call. */
const COLLECT_MS = 5;
/** Most calls at once. */
const IN_FLIGHT_MAX = 8;
/**
 * Maximum number of accounts that wait. A further one is refused. Its nick is written with the viewer's next session.
 */
const WAITING_MAX = 50_000;
/** Repeats of a call that failed for a temporary reason. The pause before each doubles. */
const REPEATS = 3;
const REPEAT_AFTER_MS = 250;
/** True for ErrorCodes that mean that one account of the call is invalid: https://trtc.io/document/34348 */
const INVALID_ACCOUNT = (code: number) => (code >= 40_000 && code < 41_000) || code === 70_402;

interface Waiting {
  profile: ImProfile;
  readonly settle: ((error?: ImError) => void)[];
}

/** Imports accounts of new viewers into Tencent Chat, up to 100 in one call. An invalid account does not affect the others. */
export class AccountImporter {
  readonly #rest: RestClient;
  /** By user id, in order of arrival. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #inFlight = new Set<Promise<void>>();
  #collecting: NodeJS.Timeout | undefined;

  constructor(rest: RestClient) {
    this.#rest = rest;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Creates the account, or changes its nick and avatar. Rejects with `ImError`. */
  write(profile: ImProfile): Promise<void> {
    const same = this.#waiting.get(profile.userId);
    if (!same && this.#waiting.size >= WAITING_MAX) {
      return Promise.reject(new ImError('overloaded', IMPORT_COMMAND, 'too many accounts wait already'));
    }
    return new Promise((resolve, reject) => {
      const settle = (error?: ImError) => (error ? reject(error) : resolve());
      if (same) {
        const {userId, nick, avatar} = profile;
        same.profile = {userId, nick: nick || same.profile.nick, avatar: avatar || same.profile.avatar};
        same.settle.push(settle);
      } else this.#waiting.set(profile.userId, {profile, settle: [settle]});
      this.#collect();
    });
  }

  #collect(): void {
    if (this.#inFlight.size >= IN_FLIGHT_MAX || !this.#waiting.size) return;
    if (this.#waiting.size >= ACCOUNTS_A_CALL) {
      this.#sendBatch();
      return this.#collect();
    }
    this.#collecting ??= setTimeout(() => {
      this.#collecting = undefined;
      if (this.#inFlight.size < IN_FLIGHT_MAX && this.#waiting.size) this.#sendBatch();
    }, COLLECT_MS);
  }

  #sendBatch(): void {
    const batch = [...this.#waiting.values()].slice(0, ACCOUNTS_A_CALL);
    for (const {profile} of batch) this.#waiting.delete(profile.userId);
    const sending = this.#send(batch).finally(() => {
      this.#inFlight.delete(sending);
      this.#collect();
    });
    this.#inFlight.add(sending);
  }

  /** Never rejects. If one account of the call is invalid, each half is sent again. */
  async #send(batch: readonly Waiting[]): Promise<void> {
    try {
      const failed = new Set(await this.#import(batch));
      for (const {profile, settle} of batch) {
        const {userId} = profile;
        const error = failed.has(userId)
          ? new ImError('refused', IMPORT_COMMAND, `not imported: ${userId}`)
          : undefined;
        for (const one of settle) one(error);
      }
    } catch (error) {
      if (!(error instanceof ImError)) throw error;
      if (batch.length > 1 && INVALID_ACCOUNT(error.errorCode)) {
        const middle = Math.ceil(batch.length / 2);
        await Promise.all([this.#send(batch.slice(0, middle)), this.#send(batch.slice(middle))]);
      } else for (const {settle} of batch) for (const one of settle) one(error);
    }
  }

  async #import(batch: readonly Waiting[]): Promise<readonly string[]> {
    const profiles = batch.map(({profile}) => profile);
    for (let repeat = 0; ; repeat++) {
      try {
        return await importAccounts(this.#rest, profiles, 'signIn');
      } catch (error) {
        const isLast = repeat >= REPEATS || this.#rest.closed;
        if (!(error instanceof ImError) || !error.passing || isLast) throw error;
        await wait(REPEAT_AFTER_MS * 2 ** repeat, undefined, {ref: false});
      }
    }
  }
}
