import {Type} from 'typebox';
import {
  NAME_MAX_CHARS,
  POLL_OPTIONS_MAX,
  POLL_OPTIONS_MIN,
  POLL_QUESTION_MAX_CHARS,
} from '../../../../../src/protocol/limits.ts';
import {requireViewer} from '../../http/authorization.ts';
import type {Context} from '../../http/context.ts';
import {failures, NOTHING, OPERATOR_ONLY, VIEWERS_ONLY} from '../../http/openapi.ts';
import {forOperator} from '../../http/operator-calls.ts';
import {RoomId} from '../../http/shapes.ts';
import {translationsOf} from '../../http/translations.ts';
import type {RateLimits} from '../rate-limits/index.ts';
import {requireNotBanned, type RoomRulesCache} from '../room-rules/index.ts';
import type {PollClock} from './poll-clock.ts';
import {cleanPoll} from './clean-poll.ts';
import {NewPollShape, PollId, PollShape, PollWithVoteShape} from './poll-shape.ts';
import {closePoll, openPoll, requirePoll, requirePollRoom, vote, voteOf} from './polls.ts';

const SECONDS_MAX = 86_400;

const OptionText = Type.String({maxLength: 512, description: `At most ${NAME_MAX_CHARS} characters`});
const OptionTranslations = Type.Optional(translationsOf('text'));

export interface PollsContext extends Context {
  readonly rateLimits: RateLimits;
  readonly roomRules: RoomRulesCache;
}

export function pollRoutes(context: PollsContext, clock: PollClock): void {
  const {app, db, rateLimits, roomRules, reads} = context;
  const params = Type.Object({pollId: PollId});

  app.get(
    '/api/polls/:pollId',
    {
      schema: {
        summary: "A poll with its counts; with a session's token also the viewer's vote",
        tags: ['rooms'],
        params,
        response: {200: PollWithVoteShape, ...failures(401, 404, 422)},
      },
    },
    async (request) => {
      const {pollId} = request.params;
      const poll = await requirePoll(db, pollId);
      if (request.headers.authorization === undefined) return poll;
      const optionId = await voteOf(db, pollId, await requireViewer(request, context));
      return {...poll, ...(optionId !== undefined && {vote: optionId})};
    },
  );

  app.post(
    '/api/polls/:pollId/votes',
    {
      schema: {
        summary: 'Vote. A viewer has one vote in a poll; the last one counts until the poll closes',
        tags: ['viewers'],
        security: VIEWERS_ONLY,
        params,
        body: Type.Object({optionId: Type.String({minLength: 1, maxLength: 64})}),
        response: {204: NOTHING, ...failures(401, 403, 404, 409, 422, 429)},
      },
    },
    async (request, reply) => {
      const userId = await requireViewer(request, context);
      const {pollId} = request.params;
      await rateLimits.take(userId, 'votes');
      const roomId = await requirePollRoom(db, pollId);
      requireNotBanned([roomRules.of(roomId)], userId);
      await vote(db, pollId, userId, request.body.optionId);
      return reply.code(204).send(null);
    },
  );

  forOperator(context, (operator) => {
    operator.post(
      '/api/rooms/:roomId/polls',
      {
        schema: {
          summary: 'Open a poll; a room has one open poll at a time',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          params: Type.Object({roomId: RoomId}),
          body: Type.Object({
            question: Type.String({maxLength: 800, description: `At most ${POLL_QUESTION_MAX_CHARS} characters`}),
            translations: Type.Optional(translationsOf('question')),
            options: Type.Array(
              Type.Union([OptionText, Type.Object({text: OptionText, translations: OptionTranslations})]),
              {
                minItems: POLL_OPTIONS_MIN,
                maxItems: POLL_OPTIONS_MAX,
              },
            ),
            seconds: Type.Integer({minimum: 1, maximum: SECONDS_MAX}),
          }),
          response: {201: NewPollShape, ...failures(401, 403, 404, 409, 422)},
        },
      },
      async ({params: {roomId}, body}, reply) => {
        const poll = await openPoll(db, roomId, cleanPoll(body));
        clock.wake();
        return reply.code(201).send(poll);
      },
    );

    operator.post(
      '/api/polls/:pollId/close',
      {
        schema: {
          summary: 'Close a poll now; a closed poll does not change',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          params,
          response: {200: PollShape, ...failures(401, 403, 404, 422)},
        },
      },
      async ({params: {pollId}}) => {
        const roomId = await requirePollRoom(db, pollId);
        await closePoll(db, pollId);
        reads.clear(roomId);
        clock.wake();
        return requirePoll(db, pollId);
      },
    );
  });
}
