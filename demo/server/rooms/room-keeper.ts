import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import type {Database} from '../database/schema.ts';
import {writeProfiles, type ImProfile} from '../tencent/accounts.ts';
import {readGroups} from '../tencent/groups.ts';
import {missingFeatures} from '../tencent/features.ts';
import type {RestClient} from '../tencent/rest-client.ts';
import type {Settings} from '../settings.ts';
import {findAccount} from '../viewers/accounts.ts';
import {absoluteMedia} from '../media.ts';
import {matchGroup, openGroup} from './room-group.ts';
import {listRooms, type Room} from './rooms.ts';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;

export interface RoomKeeperOptions {
  readonly db: Kysely<Database>;
  readonly im: RestClient;
  readonly settings: Settings;
  readonly log: FastifyBaseLogger;
}

/**
 * Sees to it that every room has its group in Tencent Chat, with host, status and notice as they are here: when the
 * server starts, and again whenever someone finds one missing. Tries until it succeeds.
 */
export class RoomKeeper {
  readonly #options: RoomKeeperOptions;
  #working: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retryMs = FIRST_RETRY_MS;
  #stopped = false;
  #namedMissing = false;

  constructor(options: RoomKeeperOptions) {
    this.#options = options;
  }

  /** Looks after the rooms now, unless it is doing so. */
  wake(): void {
    if (this.#stopped || this.#working || this.#retry) return;
    this.#working = this.#work().finally(() => (this.#working = undefined));
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#working;
  }

  async #work(): Promise<void> {
    try {
      await this.#openAll();
      this.#retryMs = FIRST_RETRY_MS;
    } catch (err) {
      if (this.#stopped) return;
      this.#options.log.warn({err}, `rooms are not ready in Tencent Chat; trying again in ${this.#retryMs} ms`);
      this.#retry = setTimeout(() => {
        this.#retry = undefined;
        this.wake();
      }, this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    }
  }

  async #openAll(): Promise<void> {
    const {db, im, log} = this.#options;
    const rooms = await listRooms(db);
    await writeProfiles(im, await this.#staff(rooms));
    const groups = await readGroups(
      im,
      rooms.map(({roomId}) => roomId),
    );
    for (const room of rooms) {
      if (this.#stopped) return;
      const group = groups.get(room.roomId);
      await (group ? matchGroup(im, log, room, group) : openGroup(im, log, room));
    }
    log.info({rooms: rooms.length}, 'rooms are ready in Tencent Chat');
    if (rooms[0] && !this.#namedMissing) await this.#nameMissing(rooms[0]);
  }

  /** Once, when the server starts: nobody should learn of it in the middle of a show. */
  async #nameMissing({roomId}: Room): Promise<void> {
    const {im, log} = this.#options;
    for (const {name, without} of await missingFeatures(im, roomId)) {
      log.warn(`this app has no ${name} (edition, or switch in the console): ${without}`);
    }
    this.#namedMissing = true;
  }

  /** The accounts that must be there before anyone joins: each host's and the service's. */
  async #staff(rooms: readonly Room[]): Promise<ImProfile[]> {
    const {db, settings} = this.#options;
    const service = await findAccount(db, settings.imService);
    const staff = new Map<string, ImProfile>(service && [[service.userId, service]]);
    for (const {hostId, hostNick, hostAvatar} of rooms) {
      staff.set(hostId, {userId: hostId, nick: hostNick, avatar: hostAvatar});
    }
    return [...staff.values()].map(({userId, nick, avatar}) => ({
      userId,
      nick,
      avatar: absoluteMedia(avatar, settings.publicApiUrl),
    }));
  }
}
