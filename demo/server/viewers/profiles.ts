import type {FastifyBaseLogger} from 'fastify';
import {writeProfiles, type ImProfile} from '../tencent/accounts.ts';
import type {RestClient} from '../tencent/rest-client.ts';

/** A viewer waits this long at most for their name to be known to others; the write itself goes on. */
const PATIENCE_MS = 1_000;
const REMEMBERED = 10_000;

/**
 * Keeps names and pictures in Tencent Chat as they are here, so that the first comment already carries them.
 * Somebody who is written as they are needs no further call from this process.
 */
export class Profiles {
  readonly #rest: RestClient;
  readonly #log: FastifyBaseLogger;
  readonly #written = new Map<string, string>();
  readonly #underWay = new Set<Promise<void>>();

  constructor(rest: RestClient, log: FastifyBaseLogger) {
    this.#rest = rest;
    this.#log = log;
  }

  /** Resolves once written, and also when that fails or takes too long: a viewer without a name is better than none. */
  async write(profile: ImProfile): Promise<void> {
    const {userId, nick, avatar} = profile;
    const wanted = `${nick}\n${avatar}`;
    if (this.#written.get(userId) === wanted) return;

    const writing = writeProfiles(this.#rest, [profile]).then(
      () => this.#remember(userId, wanted),
      (err: unknown) =>
        this.#log.warn({err, userId}, 'the name is not in Tencent Chat; others see the id until the next session'),
    );
    this.#underWay.add(writing);
    void writing.finally(() => this.#underWay.delete(writing));

    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
    await Promise.race([writing, patience]);
    clearTimeout(timer);
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
