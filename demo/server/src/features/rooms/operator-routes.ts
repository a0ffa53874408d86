import {Type} from 'typebox';
import {TIME_MAX_S, URL_MAX_CHARS} from '../../../../../src/protocol/limits.ts';
import type {RoomsContext} from './routes.ts';
import {forOperator} from '../../http/operator-calls.ts';
import {ApiError} from '../../http/errors.ts';
import {describeRoom} from './describe-room.ts';
import {RoomId, UserId, WholeNumber} from '../../http/shapes.ts';
import {requireAddress} from '../../http/text.ts';
import {cleanTranslations, translationsOf} from '../../http/translations.ts';
import {RoomShape, RoomStatusShape} from './room-shape.ts';
import {openRoom, setNotice, setSchedule, setStatus} from './run-room.ts';
import {isReserved} from '../../tencent/user-id.ts';
import {failures, OPERATOR_ONLY} from '../../http/openapi.ts';

const TITLE_MAX_CHARS = 100;
/** The limit of a group's notice: https://cloud.tencent.com/document/product/269/1620 */
const NOTICE_MAX_BYTES = 300;

const Address = Type.String({maxLength: URL_MAX_CHARS, description: 'https:, or http: on loopback; empty for none'});
const RoomParams = Type.Object({roomId: RoomId});
const refused = failures(401, 403, 404, 422);

export function operatorRoomRoutes(context: RoomsContext): void {
  const {settings} = context;

  forOperator(context, (operator) => {
    operator.post(
      '/api/rooms',
      {
        schema: {
          summary: 'Create a room; its status is upcoming',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          body: Type.Object({
            roomId: RoomId,
            title: Type.String({
              minLength: 1,
              maxLength: 400,
              description: `At most ${TITLE_MAX_CHARS} characters, one line`,
            }),
            hostId: UserId,
            translations: Type.Optional(translationsOf('title')),
          }),
          response: {201: RoomShape, ...failures(401, 403, 409, 422)},
        },
      },
      async ({body: {roomId, title, hostId, translations}, log}, reply) => {
        if (isReserved(hostId, settings)) throw new ApiError('INVALID', `"${hostId}" cannot be a host`);
        const room = await openRoom(context, log, {
          roomId,
          title: requireTitle(title),
          hostId,
          titleTranslations: cleanTranslations(translations, {title: requireTitle}),
        });
        return reply.code(201).send(describeRoom(room, context));
      },
    );

    operator.put(
      '/api/rooms/:roomId/status',
      {
        schema: {
          summary: 'Set the status of the show',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          params: RoomParams,
          body: Type.Object({status: RoomStatusShape}),
          response: {200: RoomShape, ...refused},
        },
      },
      async ({params, body, log}) => describeRoom(await setStatus(context, log, params.roomId, body.status), context),
    );

    operator.put(
      '/api/rooms/:roomId/schedule',
      {
        schema: {
          summary: 'Set when the show starts and what its room shows before and after; what is left out is removed',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          params: RoomParams,
          body: Type.Object({
            startsAt: Type.Union([WholeNumber({maximum: TIME_MAX_S, description: 'Unix seconds'}), Type.Null()]),
            poster: Type.Optional(Address),
            trailerUrl: Type.Optional(Address),
            nextRoomId: Type.Optional(RoomId),
          }),
          response: {200: RoomShape, ...refused},
        },
      },
      async ({params: {roomId}, body: {startsAt, poster, trailerUrl, nextRoomId}, log}) => {
        if (nextRoomId === roomId) throw new ApiError('INVALID', 'nextRoomId must be another room');
        const schedule = {
          startsAt,
          ...(poster && {poster: requireAddress('poster', poster)}),
          ...(trailerUrl && {trailerUrl: requireAddress('trailerUrl', trailerUrl)}),
          ...(nextRoomId && {nextRoomId}),
        };
        return describeRoom(await setSchedule(context, log, roomId, schedule), context);
      },
    );

    operator.put(
      '/api/rooms/:roomId/notice',
      {
        schema: {
          summary: "Set the room's notice; an empty text removes it",
          tags: ['operator'],
          security: OPERATOR_ONLY,
          params: RoomParams,
          body: Type.Object({
            text: Type.String({maxLength: 1_200, description: `At most ${NOTICE_MAX_BYTES} bytes of UTF-8`}),
            translations: Type.Optional(translationsOf('notice')),
          }),
          response: {200: RoomShape, ...refused},
        },
      },
      async ({params, body: {text, translations}}) => {
        const cleaned = cleanTranslations(translations, {notice: requireNotice});
        return describeRoom(await setNotice(context, params.roomId, requireNotice(text), cleaned), context);
      },
    );
  });
}

function requireTitle(text: string): string {
  const title = text.trim();
  if (!title || [...title].length > TITLE_MAX_CHARS || /[\p{Cc}\p{Cs}]/u.test(title)) {
    throw new ApiError('INVALID', `title must be 1 to ${TITLE_MAX_CHARS} characters on one line`);
  }
  return title;
}

function requireNotice(text: string): string {
  const notice = text.replace(/\r\n?/g, '\n').trim();
  if (Buffer.byteLength(notice) > NOTICE_MAX_BYTES)
    throw new ApiError('INVALID', `text is longer than ${NOTICE_MAX_BYTES} bytes`);
  if (/[^\P{Cc}\n]|\p{Cs}/u.test(notice)) throw new ApiError('INVALID', 'text contains control characters');
  return notice;
}
