import {Type, type Static} from 'typebox';
import {HISTORY_PAGE_MAX} from '../../../../../src/protocol/limits.ts';
import type {Context} from '../../http/context.ts';
import type {WordFilter} from '../word-filter/index.ts';
import {ApiError} from '../../http/errors.ts';
import {MessagePageShape, MessageQuery} from './message-shape.ts';
import {readMessages, type MessageRange} from './messages.ts';
import {RoomId} from '../../http/shapes.ts';
import {requireRoom} from '../rooms/index.ts';
import {absoluteMediaUrl} from '../../http/media-address.ts';
import {badgesOf, levelOf, type Levels} from '../levels/index.ts';
import {failures, NOTHING} from '../../http/openapi.ts';
import {cachedJson, sendCached, type CachedJson} from '../../http/read-cache.ts';

export interface HistoryContext extends Context {
  readonly levels: Levels;
  readonly wordFilter: WordFilter;
}

export function historyRoutes({app, db, settings, wordFilter, reads}: HistoryContext): void {
  app.get(
    '/api/rooms/:roomId/messages',
    {
      schema: {
        summary: 'Messages of a room: the newest, or those before or after a MsgSeq',
        tags: ['rooms'],
        params: Type.Object({roomId: RoomId}),
        querystring: MessageQuery,
        response: {200: MessagePageShape, 304: NOTHING, ...failures(404, 422)},
      },
    },
    async (request, reply) => {
      const {
        params: {roomId},
        query,
      } = request;
      if (query.before !== undefined && query.after !== undefined) {
        throw new ApiError('INVALID', 'send before or after, not both');
      }
      const [before, after, limit = HISTORY_PAGE_MAX] = [query.before, query.after, query.limit].map((text) =>
        text === undefined ? undefined : Number(text),
      );
      const range = {before, after, limit};
      const page = await reads.read(roomId, `page ${before} ${after} ${limit}`, () => readPage(roomId, range));
      return sendCached(request, reply, page);
    },
  );

  async function readPage(roomId: string, range: MessageRange): Promise<CachedJson> {
    const {messages, more} = await readMessages(db, roomId, range);
    // A page without messages is one of an empty room or of an unknown one.
    if (!messages.length) await requireRoom(db, roomId);
    const page: Static<typeof MessagePageShape> = {
      messages: messages.map(({seq, time, random, userId, nick, avatar, points, follows, body, quote, question}) => ({
        seq,
        time,
        random,
        from: {
          userId,
          nick: wordFilter.cleanNick({nick, userId}),
          avatar: absoluteMediaUrl(avatar, settings.publicApiUrl),
          level: levelOf(points),
          badges: badgesOf({follows}),
        },
        body: [...body],
        ...(quote && {reply: quote}),
        ...(question && {question: true as const}),
      })),
      more,
    };
    return cachedJson(page);
  }
}
