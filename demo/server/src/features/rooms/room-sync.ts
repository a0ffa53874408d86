import type {FastifyBaseLogger} from 'fastify';
import type {Kysely} from 'kysely';
import type {Database} from '../../database/schema.ts';
import {ApiError} from '../../http/errors.ts';
import {writeProfiles, type ImProfile} from '../../tencent/accounts.ts';
import {readGroups} from '../../tencent/groups.ts';
import {missingFeatures} from '../../tencent/features.ts';
import type {RestClient} from '../../tencent/rest-client.ts';
import type {Settings} from '../../settings/settings.ts';
import {findAccount} from '../accounts/index.ts';
import {absoluteMediaUrl} from '../../http/media-address.ts';
import {ensureGroup, isInSync, readGroup} from './room-group.ts';
import {findRooms, listRooms, lockRoom, requireRoom, type Room} from './rooms.ts';

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;
/** Shortest time between two rounds, so that a user who changes a group repeatedly does not cause a round each time. */
const AGAIN_MS = 500;
const ROOM_ID = /^[A-Za-z0-9_-]{1,48}$/;

export interface RoomSyncOptions {
  readonly db: Kysely<Database>;
  readonly im: RestClient;
  readonly settings: Settings;
  readonly log: FastifyBaseLogger;
}

/**
 * Makes the groups in Tencent Chat match the rooms in the database: owner, name, status, product and notice. Checks the listed rooms
 * when the server starts, and a single room when its group is missing or another user has changed it. Repeats until it succeeds.
 */
export class RoomSync {
  readonly #options: RoomSyncOptions;
  #working: Promise<void> | undefined;
  /** True if `wake` was called during a round. */
  #again = false;
  #wantsAll = false;
  readonly #wanted = new Set<string>();
  #retry: NodeJS.Timeout | undefined;
  #retryMs = FIRST_RETRY_MS;
  #stopped = false;
  #reportedMissing = false;

  constructor(options: RoomSyncOptions) {
    this.#options = options;
  }

  start(): void {
    this.wake();
  }

  /**
   * Checks one room, or all listed ones: now, or after the current round.
   *
   * @param roomId A group id. Ids that no room can have are ignored.
   */
  wake(roomId?: string): void {
    if (roomId === undefined) this.#wantsAll = true;
    else if (ROOM_ID.test(roomId)) this.#wanted.add(roomId);
    if (!this.#stopped && !this.#retry) this.#start();
  }

  #start(): void {
    this.#again = !!this.#working;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
      if (this.#again) this.#wakeLater(AGAIN_MS);
    });
  }

  /** Resolves when no round is running. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#working;
  }

  async #work(): Promise<void> {
    const wantsAll = this.#wantsAll;
    const wanted = [...this.#wanted];
    this.#wantsAll = false;
    this.#wanted.clear();
    try {
      if (wantsAll) await this.#syncListed();
      await this.#sync(await findRooms(this.#options.db, wanted));
      this.#retryMs = FIRST_RETRY_MS;
    } catch (err) {
      if (this.#stopped) return;
      this.#wantsAll ||= wantsAll;
      for (const roomId of wanted) this.#wanted.add(roomId);
      this.#options.log.warn({err}, `rooms: not ready in Tencent Chat; trying again in ${this.#retryMs} ms`);
      this.#wakeLater(this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    }
  }

  #wakeLater(ms: number): void {
    if (this.#stopped || this.#retry) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#start();
    }, ms);
  }

  async #syncListed(): Promise<void> {
    const {db, log} = this.#options;
    const rooms = await listRooms(db);
    await this.#sync(rooms);
    log.info({rooms: rooms.length}, 'rooms are ready in Tencent Chat');
    if (rooms[0] && !this.#reportedMissing) await this.#reportMissingFeatures(rooms[0]);
  }

  async #sync(rooms: readonly Room[]): Promise<void> {
    if (!rooms.length) return;
    const {im, settings} = this.#options;
    await writeProfiles(im, await this.#staffProfiles(rooms));
    const groups = await readGroups(
      im,
      rooms.map(({roomId}) => roomId),
    );
    let failure: unknown;
    for (const room of rooms) {
      if (this.#stopped) return;
      const group = groups.get(room.roomId);
      if (group && isInSync(room, group, settings)) continue;
      try {
        await this.#syncRoom(room.roomId);
      } catch (err) {
        // One group that another user owns does not stop the sync of other rooms.
        if (!(err instanceof ApiError)) throw err;
        failure = err;
      }
    }
    if (failure) throw failure as ApiError;
  }

  /** Reads room and group again under the room's lock, so that an operator's change during the round is not undone. */
  async #syncRoom(roomId: string): Promise<void> {
    const {db, im, log, settings} = this.#options;
    await db.transaction().execute(async (transaction) => {
      await lockRoom(transaction, roomId);
      const room = await requireRoom(transaction, roomId);
      await ensureGroup(im, log, room, settings, await readGroup(im, roomId));
    });
  }

  /** Logs the features that the app lacks, once after the start. */
  async #reportMissingFeatures({roomId}: Room): Promise<void> {
    const {im, log} = this.#options;
    const missing = await missingFeatures(im, roomId);
    for (const {name, without} of missing) {
      log.warn(`rooms: this app has no ${name} (edition, or switch in the console): ${without}`);
    }
    if (!missing.length) log.info('rooms: this app has every feature that the server asks for');
    this.#reportedMissing = true;
  }

  /** Profiles of the accounts that must exist before viewers join: the hosts and the service. */
  async #staffProfiles(rooms: readonly Room[]): Promise<ImProfile[]> {
    const {db, settings} = this.#options;
    const service = await findAccount(db, settings.imService);
    const staff = new Map<string, ImProfile>(service && [[service.userId, service]]);
    for (const {hostId, hostNick, hostAvatar} of rooms) {
      staff.set(hostId, {userId: hostId, nick: hostNick, avatar: hostAvatar});
    }
    return [...staff.values()].map(({userId, nick, avatar}) => ({
      userId,
      nick,
      avatar: absoluteMediaUrl(avatar, settings.publicApiUrl),
    }));
  }
}
