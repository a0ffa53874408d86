import {Type} from 'typebox';
import type {Context} from '../../http/context.ts';
import type {WordFilter} from '../word-filter/index.ts';
import {ApiError} from '../../http/errors.ts';
import {MessagePageShape, MessageQuery} from './message-shape.ts';
import {readMessages} from './messages.ts';
import {RoomId} from '../../http/shapes.ts';
import {requireRoom} from '../rooms/index.ts';
import {absoluteMedia} from '../../http/media-address.ts';
import {badgesOf, levelOf, type Levels} from '../levels/index.ts';
import {failures} from '../../http/openapi.ts';

const PAGE_MAX = 50;

export interface HistoryContext extends Context {
  readonly levels: Levels;
  readonly words: WordFilter;
}

export function messageRoutes({app, db, settings, words}: HistoryContext): void {
  app.get(
    '/api/rooms/:roomId/messages',
    {
      schema: {
        summary: 'What was said in a room: the newest, or those before or after a MsgSeq',
        tags: ['rooms'],
        params: Type.Object({roomId: RoomId}),
        querystring: MessageQuery,
        response: {200: MessagePageShape, ...failures(404, 422)},
      },
    },
    async ({params: {roomId}, query}) => {
      if (query.before !== undefined && query.after !== undefined) {
        throw new ApiError('INVALID', 'before and after exclude one another');
      }
      const [before, after, limit = PAGE_MAX] = [query.before, query.after, query.limit].map((text) =>
        text === undefined ? undefined : Number(text),
      );
      const {messages, more} = await readMessages(db, roomId, {before, after, limit});
      // Who asks for a page of a room that is there pays for one query, not two.
      if (!messages.length) await requireRoom(db, roomId);
      return {
        messages: messages.map(({seq, time, random, userId, nick, avatar, points, follows, body, reply}) => ({
          seq,
          time,
          random,
          from: {
            userId,
            nick: words.nickOf({nick, userId}),
            avatar: absoluteMedia(avatar, settings.publicApiUrl),
            level: levelOf(points),
            badges: badgesOf({follows}),
          },
          body: [...body],
          ...(reply && {reply}),
        })),
        more,
      };
    },
  );
}
