import {Type} from 'typebox';
import type {Context} from '../../http/context.ts';
import {failures, OPERATOR_ONLY} from '../../http/openapi.ts';
import {forOperator} from '../../http/operator-calls.ts';
import {RoomId} from '../../http/shapes.ts';
import {requireRoom} from '../rooms/index.ts';
import {readStats, StatsShape} from './stats.ts';

export function statsRoutes(context: Context): void {
  const {db} = context;
  forOperator(context, (operator) => {
    operator.get(
      '/api/rooms/:roomId/stats',
      {
        schema: {
          summary: 'Totals of a room',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          params: Type.Object({roomId: RoomId}),
          response: {200: StatsShape, ...failures(401, 403, 404, 422)},
        },
      },
      async ({params: {roomId}}) => {
        await requireRoom(db, roomId);
        return readStats(db, roomId);
      },
    );
  });
}
