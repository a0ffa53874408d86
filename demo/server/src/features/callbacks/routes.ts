import {Type} from 'typebox';
import type {App, Services} from '../../http/app.ts';
import {readSaid} from './after-send.ts';
import {whyNotAuthentic} from './verify-signature.ts';
import {answerCreate, answerInvite, answerJoin, REST_PLATFORM} from './before-group.ts';
import {answerPrivate, judgePrivate, refusePrivate} from './before-private.ts';
import {ALLOWED, answerTo, judge} from './before-send.ts';
import {isRecord} from '../../tencent/elements.ts';
import {ApiError} from '../../http/errors.ts';
import {readMoves} from '../stats/presence.ts';
import {nameNewMember, partsToPutBack} from '../profiles/profile-changes.ts';
import {readProfileChange} from '../profiles/profiles.ts';
import {failures} from '../../http/openapi.ts';
import {Whole} from '../../http/shapes.ts';

/** A message of 12 KB with every character escaped. */
const BODY_MAX_BYTES = 131_072;
const QUERY_MAX_CHARS = 256;
/** Tencent lets a message pass after 2 s; so much of them the database may have. */
const DATABASE_MS = 1_000;
/** Refusals are told once in so many ms: strangers must not fill the log. */
const WARN_EVERY_MS = 60_000;

const AnswerShape = Type.Object({
  ActionStatus: Type.Literal('OK'),
  ErrorInfo: Type.String(),
  ErrorCode: Whole(),
  CloudCustomData: Type.Optional(Type.String()),
  MsgBody: Type.Optional(Type.Array(Type.Unknown())),
});

/** Tencent's callbacks. What has happened is answered first and written later; a replay is written once. */
export async function callbackRoutes(app: App, services: Services): Promise<void> {
  const {settings, levels, likes, history, gate, rules, counter, keeper, profiles, callbackWatch} = services;
  const {sdkAppId, imCallbackToken: token, callbackPath} = settings;
  let warnedAt = -Infinity;

  await app.register((scope: App, _options, done) => {
    // Whatever Tencent's header says, the body is JSON.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', {parseAs: 'string'}, (_request, text, parsed) => parsed(null, parse(String(text))));

    scope.post(
      callbackPath,
      {
        logLevel: 'warn',
        bodyLimit: BODY_MAX_BYTES,
        schema: {
          summary: "Tencent Chat's callbacks, signed with IM_CALLBACK_TOKEN",
          tags: ['server'],
          querystring: Type.Object({
            SdkAppid: Type.Optional(Type.String({maxLength: QUERY_MAX_CHARS})),
            CallbackCommand: Type.Optional(Type.String({maxLength: QUERY_MAX_CHARS})),
            OptPlatform: Type.Optional(Type.String({maxLength: QUERY_MAX_CHARS})),
            RequestTime: Type.Optional(
              Type.String({maxLength: QUERY_MAX_CHARS, description: 'Unix seconds, within a minute of now'}),
            ),
            Sign: Type.Optional(
              Type.String({maxLength: QUERY_MAX_CHARS, description: 'Hex SHA-256 of the token and RequestTime'}),
            ),
          }),
          response: {200: AnswerShape, ...failures(403, 422)},
        },
        // Before a byte of the body is read.
        onRequest: (request, _reply, next) => {
          const now = performance.now();
          const why = whyNotAuthentic(request.query, {sdkAppId, token}, Date.now() / 1_000);
          if (why === undefined) return next();
          if (now - warnedAt > WARN_EVERY_MS) {
            warnedAt = now;
            request.log.warn(`a callback was refused: ${why}`);
          }
          next(new ApiError('FORBIDDEN', `this is no callback of Tencent Chat: ${why}`));
        },
      },
      async ({body, query}) => {
        if (!isRecord(body)) throw new ApiError('INVALID', 'the body is no JSON object');
        callbackWatch.callbackReceived(body['CallbackCommand']);
        switch (body['CallbackCommand']) {
          case 'Group.CallbackBeforeSendMsg': {
            const judgement = judge(body, query.OptPlatform);
            if (judgement.becomes !== 'marked') return answerTo(judgement);
            const {roomId, userId, like} = judgement;
            await profiles.undone(userId);
            const marked = levels.within(DATABASE_MS, userId, rules.of(roomId)?.hostId);
            const passage = await gate.pass(judgement);
            // Only what is said counts.
            const counting = like && !passage.refused ? likes.within(DATABASE_MS, like) : undefined;
            const [marks, counted] = await Promise.all([marked, counting]);
            if (!passage.refused && !like) callbackWatch.evidenceSeen('allowed');
            return answerTo(judgement, {marks, passage, likes: counted, styledFrom: settings.styledFromLevel});
          }
          case 'Group.CallbackAfterSendMsg': {
            const said = readSaid(body);
            if (said) history.add(said);
            if (query.OptPlatform !== REST_PLATFORM) callbackWatch.evidenceSeen('said');
            return ALLOWED;
          }
          case 'C2C.CallbackBeforeSendMsg': {
            if (query.OptPlatform === REST_PLATFORM) return ALLOWED;
            const speech = judgePrivate(body);
            if ('why' in speech) return refusePrivate(speech.why);
            await profiles.undone(speech.userId);
            return answerPrivate(await gate.passPrivately(speech));
          }
          case 'Group.CallbackBeforeCreateGroup':
            return answerCreate(query.OptPlatform);
          case 'Group.CallbackBeforeInviteJoinGroup':
            return answerInvite(query.OptPlatform);
          case 'Group.CallbackBeforeApplyJoinGroup': {
            const answer = answerJoin(body, rules, settings);
            if (answer === ALLOWED) callbackWatch.evidenceSeen('let in');
            if (answer === ALLOWED) await nameNewMember(services, body['Requestor_Account']);
            return answer;
          }
          case 'Profile.CallbackPortraitSet': {
            const change = query.OptPlatform === REST_PLATFORM ? undefined : readProfileChange(body);
            if (change) profiles.undo(change.userId, () => partsToPutBack(services, change));
            return ALLOWED;
          }
          case 'Group.CallbackAfterGroupInfoChanged':
          case 'Group.CallbackAfterGroupDestroyed':
            // A group's owner can do that by the SDK; the room stays what it is here.
            if (query.OptPlatform !== REST_PLATFORM) keeper.wake();
            return ALLOWED;
          case 'Group.CallbackAfterNewMemberJoin':
            callbackWatch.evidenceSeen('joined');
            counter.add(readMoves(body));
            return ALLOWED;
          default:
            counter.add(readMoves(body));
            return ALLOWED;
        }
      },
    );
    done();
  });
}

/** Undefined for what is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The handler says so, as it does of other garbage.
  }
}
