import {Type} from 'typebox';
import type {Context} from '../../http/context.ts';
import type {RoomRulesCache} from '../room-rules/index.ts';
import type {WordFilter} from '../word-filter/index.ts';
import {describeRoom} from './describe-room.ts';
import {RoomId} from '../../http/shapes.ts';
import {RoomShape} from './room-shape.ts';
import {listRooms, requireRoom} from './rooms.ts';
import {failures} from '../../http/openapi.ts';

export interface RoomsContext extends Context {
  readonly words: WordFilter;
  readonly rules: RoomRulesCache;
}

export function roomRoutes(context: RoomsContext): void {
  const {app, db} = context;
  app.get(
    '/api/rooms',
    {
      schema: {
        summary: 'Rooms: on air first, then paused, upcoming, ended; at most 200',
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
        response: {200: RoomShape, ...failures(404, 422)},
      },
    },
    async ({params}) => describeRoom(await requireRoom(db, params.roomId), context),
  );
}
