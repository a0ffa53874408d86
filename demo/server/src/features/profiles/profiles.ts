import type {FastifyBaseLogger} from 'fastify';
import {isUserId} from '../../tencent/user-id.ts';
import {isRecord} from '../../tencent/elements.ts';
import {AccountImporter} from '../../tencent/account-importer.ts';
import {AVATAR_TAG, NICK_TAG, readNick, setProfile, type ImProfile} from '../../tencent/accounts.ts';
import type {RestClient} from '../../tencent/rest-client.ts';

/** A viewer waits this long at most for their name to be known to others; the write itself goes on. */
const PATIENCE_MS = 1_000;
const REMEMBERED = 10_000;
/** A message right after a change of the profile waits this long for the change to be reverted. */
const UNDO_PATIENCE_MS = 500;

type ProfileParts = Parameters<typeof setProfile>[2];

/**
 * Keeps names and pictures in Tencent Chat as they are here, so that the first comment already carries them.
 * Somebody who is written as they are needs no further call from this process.
 */
export class Profiles {
  readonly #rest: RestClient;
  readonly #importer: AccountImporter;
  readonly #log: FastifyBaseLogger;
  readonly #written = new Map<string, string>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #reverting = new Map<string, Reversion>();

  constructor(rest: RestClient, log: FastifyBaseLogger) {
    this.#rest = rest;
    this.#importer = new AccountImporter(rest);
    this.#log = log;
  }

  /** Resolves once written, and also when that fails or takes too long: a viewer without a name is better than none. */
  async write(profile: ImProfile): Promise<void> {
    const {userId, nick, avatar} = profile;
    const wanted = `${nick}\n${avatar}`;
    if (this.#written.get(userId) === wanted) return;
    const writing = this.#importer.write(profile).then(() => this.#remember(userId, wanted));
    await this.#withTimeout(userId, writing);
  }

  /**
   * Gives a user this nick unless Tencent Chat has one: everybody would read a user id that holds a listed word. Resolves as
   * `write` does.
   */
  async setNickIfMissing(userId: string, nick: string): Promise<void> {
    const key = `${userId} named`; // No user id has a space.
    if (this.#written.has(key)) return;
    const naming = readNick(this.#rest, userId).then(async (named) => {
      if (!named) await this.#importer.write({userId, nick, avatar: ''});
      this.#remember(key, nick);
    });
    await this.#withTimeout(userId, naming);
  }

  async #withTimeout(userId: string, work: Promise<void>): Promise<void> {
    const writing = work.catch((err: unknown) =>
      this.#log.warn({err, userId}, 'the name is not in Tencent Chat; others see the id until the next session'),
    );
    this.#underWay.add(writing);
    void writing.finally(() => this.#underWay.delete(writing));

    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
    await Promise.race([writing, patience]);
    clearTimeout(timer);
  }

  /**
   * The user changed the profile by the SDK (`Profile.CallbackPortraitSet`): puts back the parts that `wanted` answers.
   * Names that everybody reads are the server's.
   */
  revert(userId: string, wanted: () => Promise<ProfileParts>): void {
    const before = this.#reverting.get(userId);
    if (before) {
      before.wanted = wanted; // One after the other: the last change counts.
      return;
    }
    const state: Reversion = {wanted, done: Promise.resolve()};
    const work = async () => {
      for (let next = state.wanted; next; next = state.wanted) {
        state.wanted = undefined;
        await setProfile(this.#rest, userId, await next());
      }
    };
    state.done = work()
      .catch((err: unknown) => this.#log.warn({err, userId}, 'profiles: a change by the user was not reverted'))
      .finally(() => this.#reverting.delete(userId));
    this.#reverting.set(userId, state);
    this.#underWay.add(state.done);
    void state.done.finally(() => this.#underWay.delete(state.done));
  }

  /** Resolves once no change of the user's profile waits to be undone, or that takes too long. */
  async reverted(userId: string): Promise<void> {
    const undoing = this.#reverting.get(userId);
    if (!undoing) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, UNDO_PATIENCE_MS)));
    await Promise.race([undoing.done, late]);
    clearTimeout(timer);
  }

  /** Accounts that wait for a call to Tencent Chat. */
  get waiting(): number {
    return this.#importer.waiting;
  }

  /** Resolves when no write is under way. */
  async settle(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  #remember(userId: string, wanted: string): void {
    this.#written.delete(userId);
    this.#written.set(userId, wanted);
    if (this.#written.size > REMEMBERED) this.#written.delete(this.#written.keys().next().value!);
  }
}

interface Reversion {
  /** The last change that is not handled yet. */
  wanted: (() => Promise<ProfileParts>) | undefined;
  done: Promise<void>;
}

/** Who changed nick or picture of the own profile, by a `Profile.CallbackPortraitSet`; undefined for any other. */
export function readProfileChange(body: Readonly<Record<string, unknown>>): ProfileChange | undefined {
  const {From_Account: userId, ProfileItem: items} = body;
  if (typeof userId !== 'string' || !isUserId(userId) || !Array.isArray(items)) return undefined;
  const valueOf = (tag: string): string | undefined => {
    const item: unknown = items.find((one: unknown) => isRecord(one) && one['Tag'] === tag);
    const value = isRecord(item) ? item['Value'] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const [nick, avatar] = [valueOf(NICK_TAG), valueOf(AVATAR_TAG)];
  return nick === undefined && avatar === undefined ? undefined : {userId, nick, avatar};
}

export interface ProfileChange {
  readonly userId: string;
  readonly nick: string | undefined;
  readonly avatar: string | undefined;
}
