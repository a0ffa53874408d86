import type {FastifyBaseLogger} from 'fastify';
import {isUserId} from '../../tencent/user-id.ts';
import {isRecord} from '../../tencent/elements.ts';
import {AccountImporter} from '../../tencent/account-importer.ts';
import {AVATAR_TAG, NICK_TAG, readNick, setProfile, type ImProfile} from '../../tencent/accounts.ts';
import type {RestClient} from '../../tencent/rest-client.ts';

/** Longest time that a session call waits for the profile to be written. The write itself goes on. */
const WRITE_TIMEOUT_MS = 1_000;
/** Most profiles that are known to be written. */
const REMEMBERED = 10_000;
/** Longest time that a message waits for a change of its sender's profile to be reverted. */
const REVERT_TIMEOUT_MS = 500;

type ProfileParts = Parameters<typeof setProfile>[2];

/**
 * Writes nicks and avatars to Tencent Chat, so that a viewer's first comment shows them. A profile that this process has written
 * costs no further call.
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

  /**
   * Resolves when the profile is written, and also if that fails or takes too long. The viewer then joins without a
   * nick.
   */
  async write(profile: ImProfile): Promise<void> {
    const {userId, nick, avatar} = profile;
    const wanted = `${nick}\n${avatar}`;
    if (this.#written.get(userId) === wanted) return;
    const writing = this.#importer.write(profile).then(() => this.#remember(userId, wanted));
    await this.#withTimeout(userId, writing);
  }

  /**
   * Writes a nick for a user without one in Tencent Chat, whose user id contains a listed word and would be shown. Resolves like
   * `write`.
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
      this.#log.warn(
        {err, userId},
        'profiles: a nick was not written to Tencent Chat; others see the user id until the next session',
      ),
    );
    this.#underWay.add(writing);
    void writing.finally(() => this.#underWay.delete(writing));

    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, WRITE_TIMEOUT_MS)));
    await Promise.race([writing, late]);
    clearTimeout(timer);
  }

  /**
   * Reverts a change that the user made by the SDK (`Profile.CallbackPortraitSet`): writes the parts that `wanted`
   * returns. The server decides which names others see.
   */
  revert(userId: string, wanted: () => Promise<ProfileParts>): void {
    const before = this.#reverting.get(userId);
    if (before) {
      before.wanted = wanted; // Changes are reverted one after another; only the last one counts.
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

  /** Resolves once no change of the user's profile waits to be reverted, or if that takes too long. */
  async waitForRevert(userId: string): Promise<void> {
    const reversion = this.#reverting.get(userId);
    if (!reversion) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, REVERT_TIMEOUT_MS)));
    await Promise.race([reversion.done, late]);
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

/** Reads a change of a user's own nick or avatar from a `Profile.CallbackPortraitSet`; undefined for other changes. */
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
