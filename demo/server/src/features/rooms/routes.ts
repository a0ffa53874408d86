import {Type} from 'typebox';
import type {App, Services} from '../../http/app.ts';
import {describeRoom} from './describe-room.ts';
import {RoomId, RoomShape} from './room-shape.ts';
import {listRooms, requireRoom} from './rooms.ts';
import {failures} from '../../http/openapi.ts';

export function roomRoutes(app: App, services: Services): void {
  const {db} = services;
  app.get(
    '/api/rooms',
    {
      schema: {
        summary: 'Rooms: on air first, then paused, upcoming, ended; at most 200',
        tags: ['rooms'],
        response: {200: Type.Array(RoomShape), ...failures()},
      },
    },
    async () => (await listRooms(db)).map((room) => describeRoom(room, services)),
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
    async ({params}) => describeRoom(await requireRoom(db, params.roomId), services),
  );
}
