import {Type} from 'typebox';
import {BROADCAST_MAX_CHARS} from '../../../../../src/protocol/limits.ts';
import type {Context} from '../../http/context.ts';
import type {Broadcaster} from './broadcaster.ts';
import {addBroadcast} from './broadcasts.ts';
import {databaseNowS} from '../../database/clock.ts';
import {ApiError} from '../../http/errors.ts';
import {requireAddress, requireLine} from '../../http/text.ts';
import {cleanTranslations, translationsOf} from '../../http/translations.ts';
import {failures, OPERATOR_ONLY} from '../../http/openapi.ts';
import {forOperator} from '../../http/operator-calls.ts';

export function broadcastRoutes(context: Context, broadcaster: Broadcaster): void {
  const {db} = context;

  forOperator(context, (operator) => {
    operator.post(
      '/api/broadcasts',
      {
        schema: {
          summary: 'Send a broadcast to every room of the app',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          body: Type.Object({
            text: Type.String({maxLength: 4_000, description: `One line of at most ${BROADCAST_MAX_CHARS} characters`}),
            level: Type.Optional(Type.Union([Type.Literal('info'), Type.Literal('warning'), Type.Literal('urgent')])),
            href: Type.Optional(Type.String({maxLength: 2_048, description: 'https:, or http: on loopback'})),
            expiresAt: Type.Optional(
              Type.Integer({
                minimum: 1,
                maximum: 253_402_300_799,
                description: 'Unix seconds; the broadcast is not sent after this time',
              }),
            ),
            translations: Type.Optional(translationsOf('text')),
          }),
          response: {202: Type.Object({broadcastId: Type.String()}), ...failures(401, 403, 422)},
        },
      },
      async ({body: {text, level, href, expiresAt, translations}}, reply) => {
        const cleanText = (line: string) => requireLine('text', line, BROADCAST_MAX_CHARS);
        if (expiresAt !== undefined && expiresAt <= (await databaseNowS(db))) {
          throw new ApiError('INVALID', 'expiresAt must be in the future');
        }
        const broadcastId = await addBroadcast(db, {
          text: cleanText(text),
          level,
          href: href ? requireAddress('href', href) : undefined,
          expiresAt,
          translations: cleanTranslations(translations, {text: cleanText}),
        });
        broadcaster.wake();
        return reply.code(202).send({broadcastId});
      },
    );
  });
}
