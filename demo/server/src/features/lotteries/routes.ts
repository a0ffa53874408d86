import {Type} from 'typebox';
import {KEYWORD_MAX_CHARS, NAME_MAX_CHARS, WINNERS_MAX} from '../../../../../src/protocol/limits.ts';
import type {Context} from '../../http/context.ts';
import type {RoomRulesCache} from '../room-rules/index.ts';
import type {WordFilter} from '../word-filter/index.ts';
import type {LotteryClock} from './lottery-clock.ts';
import {ApiError} from '../../http/errors.ts';
import {drawLottery, openLottery, readEntries, requireLottery} from './lotteries.ts';
import {DrawShape, FullLotteryShape, LotteryId, withCleanNames} from './lottery-shape.ts';
import {RoomId, WholeNumber} from '../../http/shapes.ts';
import {requireLine} from '../../http/text.ts';
import {cleanTranslations, translationsOf} from '../../http/translations.ts';
import {failures, OPERATOR_ONLY} from '../../http/openapi.ts';
import {forOperator} from '../../http/operator-calls.ts';

const SECONDS_MAX = 86_400;

export interface LotteriesContext extends Context {
  readonly wordFilter: WordFilter;
  readonly roomRules: RoomRulesCache;
}

export function lotteryRoutes(context: LotteriesContext, clock: LotteryClock): void {
  const {app, db, wordFilter, roomRules, reads} = context;

  app.get(
    '/api/lotteries/:lotteryId',
    {
      schema: {
        summary: 'A lottery; once drawn, with everything needed to repeat the draw',
        tags: ['rooms'],
        params: Type.Object({lotteryId: LotteryId}),
        response: {200: FullLotteryShape, ...failures(404, 422)},
      },
    },
    async ({params: {lotteryId}}) => {
      const lottery = withCleanNames(await requireLottery(db, lotteryId), wordFilter);
      return lottery.phase === 'drawn' ? {...lottery, entries: await readEntries(db, lotteryId)} : lottery;
    },
  );

  forOperator(context, (operator) => {
    operator.post(
      '/api/rooms/:roomId/lotteries',
      {
        schema: {
          summary: 'Open a lottery: viewers enter by a comment with its keyword, until it closes and is drawn',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          params: Type.Object({roomId: RoomId}),
          body: Type.Object({
            keyword: Type.String({maxLength: 200, description: `At most ${KEYWORD_MAX_CHARS} characters`}),
            seconds: Type.Integer({minimum: 1, maximum: SECONDS_MAX}),
            prize: Type.String({maxLength: 512, description: `At most ${NAME_MAX_CHARS} characters`}),
            translations: Type.Optional(translationsOf('prize')),
            winners: Type.Integer({minimum: 1, maximum: WINNERS_MAX}),
          }),
          response: {
            201: Type.Object({
              lotteryId: Type.String(),
              keyword: Type.String(),
              closesAt: WholeNumber(),
              seedHash: Type.String(),
            }),
            ...failures(401, 403, 404, 409, 422),
          },
        },
      },
      async ({params, body: {seconds, winners, ...body}}, reply) => {
        const keyword = requireLine('keyword', body.keyword, KEYWORD_MAX_CHARS);
        const cleanPrize = (text: string) => requireLine('prize', text, NAME_MAX_CHARS);
        const prize = cleanPrize(body.prize);
        const translations = cleanTranslations(body.translations, {prize: cleanPrize});
        if (wordFilter.hasListedWord(keyword)) throw new ApiError('INVALID', 'the keyword contains a forbidden word');
        const opened = await openLottery(db, params.roomId, {keyword, seconds, prize, translations, winners});
        await roomRules.refresh();
        clock.wake();
        const {lotteryId, closesAt, seedHash} = opened;
        return reply.code(201).send({lotteryId, keyword, closesAt, seedHash});
      },
    );

    operator.post(
      '/api/lotteries/:lotteryId/draw',
      {
        schema: {
          summary: 'Draw a lottery now; a lottery that was drawn does not change',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          params: Type.Object({lotteryId: LotteryId}),
          response: {200: DrawShape, ...failures(401, 403, 404, 422)},
        },
      },
      async ({params: {lotteryId}}) => {
        await drawLottery(db, lotteryId);
        reads.clear();
        const lottery = withCleanNames(await requireLottery(db, lotteryId), wordFilter);
        const {winners = [], seed = '', entriesHash = ''} = lottery;
        await roomRules.refresh();
        clock.wake();
        return {winners, seed, entriesHash};
      },
    );
  });
}
