import {Type} from 'typebox';
import type {Context} from '../../http/context.ts';
import type {Levels} from '../levels/index.ts';
import type {RateLimits} from '../rate-limits/index.ts';
import {requireViewer} from '../../http/authorization.ts';
import {requireNotBanned, type RoomRulesCache} from '../room-rules/index.ts';
import {UserId} from '../../http/shapes.ts';
import {follow, unfollow} from './follows.ts';
import {failures, NOTHING, VIEWERS_ONLY} from '../../http/openapi.ts';

interface FollowsContext extends Context {
  readonly rateLimits: RateLimits;
  readonly levels: Levels;
  readonly roomRules: RoomRulesCache;
}

export function followRoutes(context: FollowsContext): void {
  const {app, db, rateLimits, levels, roomRules} = context;
  const calls = [
    {method: 'POST', summary: 'Follow a host', change: follow},
    {method: 'DELETE', summary: 'Unfollow a host', change: unfollow},
  ] as const;
  for (const {method, summary, change} of calls) {
    app.route({
      method,
      url: '/api/follows/:hostId',
      schema: {
        summary,
        tags: ['viewers'],
        security: VIEWERS_ONLY,
        params: Type.Object({hostId: UserId}),
        response: {204: NOTHING, ...failures(401, 403, 404, 422, 429)},
      },
      handler: async (request, reply) => {
        const userId = await requireViewer(request, context);
        // A banned viewer may still unfollow.
        if (method === 'POST') requireNotBanned(roomRules.hostedBy(request.params.hostId), userId);
        await rateLimits.take(userId, 'follows');
        await change(db, userId, request.params.hostId);
        levels.forget(userId);
        return reply.code(204).send(null);
      },
    });
  }
}
