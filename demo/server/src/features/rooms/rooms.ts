import {sql, type Kysely, type Transaction} from 'kysely';
import {DATABASE_NOW_S} from '../../database/clock.ts';
import type {Database, RoomStatus} from '../../database/schema.ts';
import type {Pin} from '../../database/tables/rooms.ts';
import {ApiError} from '../../http/errors.ts';
import type {Translations} from '../../http/translations.ts';
import {CURRENT_LOTTERY, type LotteryResponse} from '../lotteries/index.ts';
import {CURRENT_POLL, type PollResponse} from '../polls/index.ts';

/** Most rooms in the list. */
const ROOMS_LISTED = 200;

/** A room as stored, with its host. */
export interface Room {
  readonly roomId: string;
  readonly title: string;
  readonly hostId: string;
  /** Empty if only Tencent Chat has the nick. */
  readonly hostNick: string;
  /** As stored: an address, a path of the demo's platform, or empty. */
  readonly hostAvatar: string;
  readonly operators: readonly string[];
  readonly status: RoomStatus;
  readonly statusVersion: number;
  readonly notice: string;
  readonly titleTranslations: Translations<'title'>;
  readonly noticeTranslations: Translations<'notice'>;
  readonly likeTotal: number;
  /** The last count of Tencent Chat. */
  readonly viewersNow: number;
  /** How popular the room is at the moment. */
  readonly heat: number;
  readonly slowMode: number;
  readonly mutedAll: boolean;
  readonly streamUrl: string | null;
  /** The products on show, at most three. */
  readonly products: readonly {readonly id: string; readonly v: number}[];
  /** Unix seconds. */
  readonly startsAt: number | null;
  readonly endedAt: number | null;
  /** As stored: an address, or a path of the demo's platform. */
  readonly poster: string | null;
  readonly trailerUrl: string | null;
  readonly nextRoomId: string | null;
  readonly pin: Pin | null;
  /** The open lottery, or one that was drawn recently. */
  readonly lottery: LotteryResponse | null;
  /** The open poll, or one that closed recently. */
  readonly poll: PollResponse | null;
}

export interface NewRoom {
  readonly roomId: string;
  readonly title: string;
  readonly hostId: string;
  readonly operators?: readonly string[];
  readonly status?: RoomStatus;
  readonly notice?: string;
  readonly titleTranslations?: Translations<'title'> | undefined;
  readonly noticeTranslations?: Translations<'notice'>;
  /** Address of the video without TRTC (HLS), or a path of the demo's platform. */
  readonly streamUrl?: string;
  readonly schedule?: NewSchedule;
}

/** Start of a show, and the content of its room before and after it. */
export interface NewSchedule {
  /** Unix seconds; null removes it. */
  readonly startsAt: number | null;
  readonly poster?: string;
  readonly trailerUrl?: string;
  /** The room of the next show. */
  readonly nextRoomId?: string;
}

/** Live rooms first, then paused, upcoming and ended ones; within each status the newest first. */
export async function listRooms(db: Kysely<Database>): Promise<Room[]> {
  const rows = await selectRooms(db)
    .orderBy(sql`array_position(array['live', 'paused', 'upcoming', 'ended'], rooms.status)`)
    .orderBy('rooms.created_at', 'desc')
    .orderBy('rooms.room_id')
    .limit(ROOMS_LISTED)
    .execute();
  return rows;
}

/** The rooms with these ids. Unknown ids are ignored. */
export async function findRooms(db: Kysely<Database>, roomIds: readonly string[]): Promise<Room[]> {
  if (!roomIds.length) return [];
  const rows = await selectRooms(db)
    .where('rooms.room_id', 'in', [...roomIds])
    .execute();
  return rows;
}

/** @throws ApiError NOT_FOUND */
export async function requireRoom(db: Kysely<Database>, roomId: string): Promise<Room> {
  const row = await selectRooms(db).where('rooms.room_id', '=', roomId).executeTakeFirst();
  if (!row) throw new ApiError('NOT_FOUND', `there is no room "${roomId}"`);
  return row;
}

/** Inserts rooms; existing ones are not changed. Returns the ids of the new ones. */
export async function insertRooms(db: Kysely<Database>, rooms: readonly NewRoom[]): Promise<string[]> {
  const inserted = await db
    .insertInto('rooms')
    .values(
      rooms.map(({operators = [], status = 'upcoming', notice = '', schedule, ...room}) => ({
        room_id: room.roomId,
        title: room.title,
        title_translations: JSON.stringify(room.titleTranslations ?? {}),
        host_id: room.hostId,
        operators: [...operators],
        status,
        notice,
        notice_translations: JSON.stringify(room.noticeTranslations ?? {}),
        stream_url: room.streamUrl ?? null,
        ...(schedule && scheduleRow(schedule)),
      })),
    )
    .onConflict((conflict) => conflict.column('room_id').doNothing())
    .returning('room_id')
    .execute();
  return inserted.map(({room_id}) => room_id);
}

/**
 * Locks the room for this transaction, so that changes of one room reach the database and Tencent Chat in the same
 * order. @throws ApiError NOT_FOUND
 */
export async function lockRoom(transaction: Transaction<Database>, roomId: string): Promise<void> {
  const locked = await transaction
    .selectFrom('rooms')
    .select('room_id')
    .where('room_id', '=', roomId)
    // Foreign keys to the room (gifts, messages) are not blocked.
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!locked) throw new ApiError('NOT_FOUND', `there is no room "${roomId}"`);
}

export async function updateStatus(db: Kysely<Database>, roomId: string, status: RoomStatus): Promise<Room> {
  await db
    .updateTable('rooms')
    .set({
      status,
      status_version: sql`nextval('room_versions')`,
      ended_at: status === 'ended' ? sql<number>`coalesce(ended_at, ${DATABASE_NOW_S})` : null,
    })
    .where('room_id', '=', roomId)
    .execute();
  return requireRoom(db, roomId);
}

/** Replaces the schedule. @throws ApiError NOT_FOUND if there is no next room of that id */
export async function updateSchedule(db: Kysely<Database>, roomId: string, schedule: NewSchedule): Promise<Room> {
  const {nextRoomId} = schedule;
  if (nextRoomId !== undefined) await requireRoom(db, nextRoomId);
  await db.updateTable('rooms').set(scheduleRow(schedule)).where('room_id', '=', roomId).execute();
  return requireRoom(db, roomId);
}

function scheduleRow({startsAt, poster, trailerUrl, nextRoomId}: NewSchedule) {
  return {
    starts_at: startsAt,
    poster: poster ?? null,
    trailer_url: trailerUrl ?? null,
    next_room_id: nextRoomId ?? null,
  };
}

/** Pins a comment or a text under a new version. An empty pin removes the current one. */
export async function updatePin(db: Kysely<Database>, roomId: string, pin: Omit<Pin, 'v'>): Promise<Room> {
  await db
    .updateTable('rooms')
    .set({pin: sql<string>`jsonb_build_object('v', nextval('room_versions')) || ${JSON.stringify(pin)}::jsonb`})
    .where('room_id', '=', roomId)
    .execute();
  return requireRoom(db, roomId);
}

/** Without translations those of the same notice stay. */
export async function updateNotice(
  db: Kysely<Database>,
  roomId: string,
  notice: string,
  translations: Translations<'notice'> | undefined,
): Promise<Room> {
  const kept = sql<string>`case when notice = ${notice} then notice_translations else '{}' end`;
  await db
    .updateTable('rooms')
    .set({notice, notice_translations: translations ? JSON.stringify(translations) : kept})
    .where('room_id', '=', roomId)
    .execute();
  return requireRoom(db, roomId);
}

export async function updateSlowMode(db: Kysely<Database>, roomId: string, seconds: number): Promise<Room> {
  await db.updateTable('rooms').set({slow_mode: seconds}).where('room_id', '=', roomId).execute();
  return requireRoom(db, roomId);
}

export async function updateMutedAll(db: Kysely<Database>, roomId: string, on: boolean): Promise<Room> {
  await db.updateTable('rooms').set({muted_all: on}).where('room_id', '=', roomId).execute();
  return requireRoom(db, roomId);
}

/** Puts products of the room on show. */
export async function updateFeatured(
  db: Kysely<Database>,
  roomId: string,
  productIds: readonly string[],
): Promise<Room> {
  await db
    .updateTable('rooms')
    .set({featured_products: [...productIds]})
    .where('room_id', '=', roomId)
    .execute();
  return requireRoom(db, roomId);
}

const PRODUCTS_ON_SHOW = sql<Room['products']>`(
  select coalesce(jsonb_agg(jsonb_build_object('id', shown.id, 'v', products.version) order by shown.place), '[]')
  from unnest(rooms.featured_products) with ordinality as shown (id, place)
  join products on products.room_id = rooms.room_id and products.product_id = shown.id
)`;

function selectRooms(db: Kysely<Database>) {
  return db
    .selectFrom('rooms')
    .innerJoin('accounts', 'accounts.user_id', 'rooms.host_id')
    .leftJoin('likes', 'likes.room_id', 'rooms.room_id')
    .leftJoin('room_stats', 'room_stats.room_id', 'rooms.room_id')
    .leftJoin('room_heat', 'room_heat.room_id', 'rooms.room_id')
    .select([
      'rooms.room_id as roomId',
      'rooms.title',
      'rooms.host_id as hostId',
      'accounts.nick as hostNick',
      'accounts.avatar as hostAvatar',
      'rooms.operators',
      'rooms.status',
      'rooms.status_version as statusVersion',
      'rooms.notice',
      'rooms.title_translations as titleTranslations',
      'rooms.notice_translations as noticeTranslations',
      sql<number>`coalesce(likes.total, 0)`.as('likeTotal'),
      sql<number>`coalesce(room_stats.viewers_now, 0)`.as('viewersNow'),
      sql<number>`coalesce(room_heat.heat, 0)`.as('heat'),
      'rooms.slow_mode as slowMode',
      'rooms.muted_all as mutedAll',
      'rooms.stream_url as streamUrl',
      'rooms.starts_at as startsAt',
      'rooms.ended_at as endedAt',
      'rooms.poster',
      'rooms.trailer_url as trailerUrl',
      'rooms.next_room_id as nextRoomId',
      'rooms.pin',
      PRODUCTS_ON_SHOW.as('products'),
      CURRENT_LOTTERY.as('lottery'),
      CURRENT_POLL.as('poll'),
    ]);
}
