import {Type} from 'typebox';
import {limitMarks} from '../../../../../src/protocol/text/combining-marks.ts';
import {COMMENT_MAX_BYTES, exceedsBytes, NAME_MAX_CHARS} from '../../../../../src/protocol/limits.ts';
import {MASK} from '../word-filter/index.ts';
import {SLOW_MODE_MAX_S} from './slow-mode.ts';
import {requireStaff, requireViewer} from '../../http/authorization.ts';
import {contentOfElement} from '../../tencent/elements.ts';
import {ApiError} from '../../http/errors.ts';
import {banViewer, muteViewer, setMutedAll, setSlowMode, sendServiceComment, deleteComment} from './moderation.ts';
import {requireNotBanned} from '../room-rules/index.ts';
import {addReport, listReports} from './reports.ts';
import {describeRoom, requireRoom, RoomShape} from '../rooms/index.ts';
import {RoomId, UserId, WholeNumber} from '../../http/shapes.ts';
import {FOR_EVER_S} from '../../tencent/members.ts';
import {requireLine} from '../../http/text.ts';
import {isReserved} from '../../tencent/user-id.ts';
import {failures, NOTHING, OPERATOR_ONLY, VIEWERS_ONLY} from '../../http/openapi.ts';
import {forOperator, forStaff} from '../../http/operator-calls.ts';
import type {ModerationContext} from './context.ts';

const RoomParams = Type.Object({roomId: RoomId});
const refused = failures(401, 403, 404, 422);
const operator = {tags: ['operator'], security: OPERATOR_ONLY};
/** Calls that the room's host and operators may make as well as the operator. */
const staff = {tags: ['operator'], security: [...OPERATOR_ONLY, ...VIEWERS_ONLY]};
const Reason = Type.String({maxLength: 512, description: `One line of at most ${NAME_MAX_CHARS} characters`});

const PenaltyRequestShape = Type.Object({
  userId: UserId,
  seconds: Type.Integer({
    minimum: 0,
    maximum: FOR_EVER_S,
    description: `0 lifts the penalty, ${FOR_EVER_S} never ends`,
  }),
  reason: Type.Optional(Reason),
});

const ReportShape = Type.Object({
  reportId: WholeNumber(),
  seq: WholeNumber({description: 'MsgSeq of the message'}),
  reason: Type.String(),
  time: WholeNumber({description: 'Unix seconds'}),
  reporter: Type.String({description: 'Name of the reporting viewer'}),
  from: Type.Object({userId: Type.String(), nick: Type.String()}),
  text: Type.String({description: 'Original text; empty for an image or a sound'}),
});

export function moderationRoutes(context: ModerationContext): void {
  const {app, db, settings, rateLimits, roomRules, wordFilter} = context;

  app.post(
    '/api/rooms/:roomId/reports',
    {
      schema: {
        summary: 'Report a message; each viewer reports a message once',
        tags: ['viewers'],
        security: VIEWERS_ONLY,
        params: RoomParams,
        body: Type.Object({seq: WholeNumber({minimum: 1, description: 'MsgSeq of the message'}), reason: Reason}),
        response: {201: Type.Object({}), ...failures(401, 403, 404, 422, 429)},
      },
    },
    async (request, reply) => {
      const reporterId = await requireViewer(request, context);
      const {params, body} = request;
      requireNotBanned([roomRules.of(params.roomId)], reporterId);
      await rateLimits.take(reporterId, 'reports');
      const line = requireLine('reason', body.reason, NAME_MAX_CHARS);
      // A reason may quote a refused word. The report is stored without the reason then.
      const reason = wordFilter.mask(line) ?? MASK;
      await addReport(db, {roomId: params.roomId, seq: body.seq, reporterId, reason});
      return reply.code(201).send({});
    },
  );

  forOperator(context, (calls) => {
    calls.get(
      '/api/rooms/:roomId/reports',
      {
        schema: {
          ...operator,
          summary: 'Reports of viewers, newest first; at most 200',
          params: RoomParams,
          response: {200: Type.Array(ReportShape), ...refused},
        },
      },
      async ({params: {roomId}}) => {
        const reports = await listReports(db, roomId);
        if (!reports.length) await requireRoom(db, roomId);
        return reports.map(({reportId, seq, reason, at, reporterId, reporterNick, userId, nick, body}) => ({
          reportId,
          seq,
          reason,
          time: Math.floor(at.getTime() / 1_000),
          reporter: wordFilter.publicName({nick: reporterNick, userId: reporterId}),
          from: {userId, nick: wordFilter.publicName({nick, userId})},
          text: limitMarks(body.map(textOf).join(' ').trim()),
        }));
      },
    );

    calls.put(
      '/api/rooms/:roomId/slow-mode',
      {
        schema: {
          ...operator,
          summary: 'Set slow mode: seconds between two comments of one viewer; 0 switches it off',
          params: RoomParams,
          body: Type.Object({seconds: Type.Integer({minimum: 0, maximum: SLOW_MODE_MAX_S})}),
          response: {200: RoomShape, ...refused},
        },
      },
      async ({params, body, log}) =>
        describeRoom(await setSlowMode(context, log, params.roomId, body.seconds), context),
    );

    calls.put(
      '/api/rooms/:roomId/mute-all',
      {
        schema: {
          ...operator,
          summary: 'Mute all viewers of the room, or unmute them',
          params: RoomParams,
          body: Type.Object({on: Type.Boolean()}),
          response: {200: RoomShape, ...refused},
        },
      },
      async ({params, body}) => describeRoom(await setMutedAll(context, params.roomId, body.on), context),
    );

    calls.post(
      '/api/rooms/:roomId/messages',
      {
        schema: {
          ...operator,
          summary: 'Send a comment from the service account',
          params: RoomParams,
          body: Type.Object({text: Type.String({minLength: 1, maxLength: COMMENT_MAX_BYTES})}),
          response: {204: NOTHING, ...refused},
        },
      },
      async ({params, body}, reply) => {
        await sendServiceComment(context, params.roomId, requireComment(body.text));
        return reply.code(204).send(null);
      },
    );
  });

  forStaff(context, (calls) => {
    calls.delete(
      '/api/rooms/:roomId/messages/:seq',
      {
        schema: {
          ...staff,
          summary: 'Delete a message from the room and its history',
          params: Type.Object({roomId: RoomId, seq: Type.String({pattern: '^\\d{1,15}$', description: 'MsgSeq'})}),
          response: {204: NOTHING, ...refused},
        },
      },
      async ({params, log}, reply) => {
        await deleteComment(context, log, params.roomId, Number(params.seq));
        return reply.code(204).send(null);
      },
    );

    const penalties = [
      {path: 'mutes', summary: 'Mute a viewer in the room, or lift the mute', penalize: muteViewer},
      {path: 'bans', summary: 'Ban a viewer from the room, or lift the ban', penalize: banViewer},
    ] as const;
    for (const {path, summary, penalize} of penalties) {
      calls.post(
        `/api/rooms/:roomId/${path}`,
        {
          schema: {
            ...staff,
            summary,
            params: RoomParams,
            body: PenaltyRequestShape,
            response: {204: NOTHING, ...refused},
          },
        },
        async (request, reply) => {
          const {params, log} = request;
          const {userId, seconds, reason} = request.body;
          const isByStaff = (await requireStaff(request, context)) !== undefined;
          if (isByStaff && roomRules.of(params.roomId)?.staff.has(userId))
            throw new ApiError('FORBIDDEN', 'only the operator may mute or ban the staff of a room');
          if (seconds > 0 && isReserved(userId, settings))
            throw new ApiError('FORBIDDEN', `"${userId}" is an account of the app and cannot be muted or banned`);
          const trimmedReason = reason?.trim() ? requireLine('reason', reason, NAME_MAX_CHARS) : undefined;
          await penalize(context, log, params.roomId, {userId, seconds, reason: trimmedReason});
          return reply.code(204).send(null);
        },
      );
    }
  });
}

function requireComment(text: string): string {
  const comment = text.trim();
  if (!comment || exceedsBytes(comment, COMMENT_MAX_BYTES)) {
    throw new ApiError('INVALID', `text must be 1 to ${COMMENT_MAX_BYTES} bytes of UTF-8`);
  }
  if (/[^\P{Cc}\n\t]|\p{Cs}/u.test(comment)) throw new ApiError('INVALID', 'text contains control characters');
  return comment;
}

function textOf(element: Parameters<typeof contentOfElement>[0]): string {
  const content = contentOfElement(element);
  return content?.type === 'comment' || content?.type === 'danmaku' ? content.text : '';
}
