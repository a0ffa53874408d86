import {Type} from 'typebox';
import {PIN_MAX_BYTES} from '../../../../../src/protocol/limits.ts';
import type {Context} from '../../http/context.ts';
import {ApiError} from '../../http/errors.ts';
import {failures, OPERATOR_ONLY, VIEWERS_ONLY} from '../../http/openapi.ts';
import {forStaff} from '../../http/operator-calls.ts';
import {RoomId, WholeNumber} from '../../http/shapes.ts';
import {requireLine} from '../../http/text.ts';
import {cleanTranslations, translationsOf} from '../../http/translations.ts';
import type {RoomRulesCache} from '../room-rules/index.ts';
import {describeRoom, RoomShape} from '../rooms/index.ts';
import type {WordFilter} from '../word-filter/index.ts';
import {setPin} from './pins.ts';

export interface PinsContext extends Context {
  readonly wordFilter: WordFilter;
  readonly roomRules: RoomRulesCache;
}

export function pinRoutes(context: PinsContext): void {
  const {db, im} = context;
  forStaff(context, (staff) => {
    staff.put(
      '/api/rooms/:roomId/pin',
      {
        schema: {
          summary: 'Pin a comment or a text at the head of the chat; an empty body removes the pin',
          tags: ['operator'],
          security: [...OPERATOR_ONLY, ...VIEWERS_ONLY],
          params: Type.Object({roomId: RoomId}),
          body: Type.Object({
            seq: Type.Optional(WholeNumber({minimum: 1, description: 'MsgSeq of a comment in the history'})),
            text: Type.Optional(
              Type.String({
                maxLength: PIN_MAX_BYTES,
                description: `One line; at most ${PIN_MAX_BYTES} bytes with its JSON`,
              }),
            ),
            translations: Type.Optional(translationsOf('text')),
          }),
          response: {200: RoomShape, ...failures(401, 403, 404, 422)},
        },
      },
      async ({params: {roomId}, body: {seq, text, translations}, log}) => {
        if (seq !== undefined && text !== undefined) throw new ApiError('INVALID', 'seq and text exclude one another');
        if (translations && text === undefined) throw new ApiError('INVALID', 'only a text has translations');
        const cleanText = (line: string) => requireLine('text', line, PIN_MAX_BYTES);
        const cleaned = cleanTranslations(translations, {text: cleanText});
        const pin = {
          ...(seq !== undefined && {seq}),
          ...(text !== undefined && {text: cleanText(text)}),
          ...(cleaned && Object.keys(cleaned).length && {translations: cleaned}),
        };
        const room = await db.transaction().execute((transaction) => setPin(transaction, {im, log}, roomId, pin));
        return describeRoom(room, context);
      },
    );
  });
}
