import {Type} from 'typebox';
import type {Context} from '../../http/context.ts';
import type {RoomRulesCache} from '../room-rules/index.ts';
import type {WordFilter} from '../word-filter/index.ts';
import {describeRoom} from './describe-room.ts';
import {RoomId} from '../../http/shapes.ts';
import {RoomShape} from './room-shape.ts';
import {listRooms, requireRoom, type Room} from './rooms.ts';
import {failures, NOTHING} from '../../http/openapi.ts';
import {cachedJson, sendCached} from '../../http/read-cache.ts';

export interface RoomsContext extends Context {
  readonly wordFilter: WordFilter;
  readonly roomRules: RoomRulesCache;
}

/** The room, at most a second old. @throws ApiError NOT_FOUND */
export function readRoomCached({db, reads}: Pick<Context, 'db' | 'reads'>, roomId: string): Promise<Room> {
  return reads.read(roomId, 'room', () => requireRoom(db, roomId));
}

export function roomRoutes(context: RoomsContext): void {
  const {app, db, reads} = context;
  app.get(
    '/api/rooms',
    {
      schema: {
        summary: 'List rooms: live first, then paused, upcoming, ended; at most 200',
        tags: ['rooms'],
        response: {200: Type.Array(RoomShape), ...failures()},
      },
    },
    async () => (await listRooms(db)).map((room) => describeRoom(room, context)),
  );

  app.get(
    '/api/rooms/:roomId',
    {
      schema: {
        summary: 'One room',
        tags: ['rooms'],
        params: Type.Object({roomId: RoomId}),
        response: {200: RoomShape, 304: NOTHING, ...failures(404, 422)},
      },
    },
    async (request, reply) => {
      const {roomId} = request.params;
      const read = async () => cachedJson(describeRoom(await readRoomCached(context, roomId), context));
      return sendCached(request, reply, await reads.read(roomId, 'room as JSON', read));
    },
  );
}
