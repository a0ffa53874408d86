import {Type} from 'typebox';
import type {App} from '../../http/app.ts';
import type {CallbacksContext} from './index.ts';
import type {MessageFilter} from './message-filter.ts';
import type {CallbackWatch} from './callback-watch.ts';
import {readSentMessage} from './after-send.ts';
import {Deadline} from './deadline.ts';
import {signatureProblem} from './verify-signature.ts';
import {respondBeforeCreate, respondBeforeInvite, respondBeforeJoin} from './before-group.ts';
import {respondBeforePrivate, classifyPrivate, refusePrivate} from './before-private.ts';
import {respondBeforeSend, classify} from './before-send.ts';
import {ALLOWED, REST_PLATFORM, type CallbackResponse} from './callback-response.ts';
import {commandLabel, verdictLabel} from './callback-labels.ts';
import {isRecord} from '../../tencent/elements.ts';
import {readInteger} from '../../tencent/read-integer.ts';
import {ApiError} from '../../http/errors.ts';
import {readPresenceChanges} from '../stats/index.ts';
import {nameNewMember, partsToRevert, readProfileChange} from '../profiles/index.ts';
import {failures} from '../../http/openapi.ts';
import {WholeNumber} from '../../http/shapes.ts';

/** A message of 12 KB with every character escaped. */
const BODY_MAX_BYTES = 131_072;
/** Values of a metric's label are bounded: a signed callback may hold any. */
const CODE_MAX = 130_000;
const STATE_ACTIONS = new Set(['Login', 'Logout', 'Disconnect']);

const QUERY_MAX_CHARS = 256;
/** Interval of warnings about refused callbacks, in ms: strangers must not fill the log. */
const WARN_EVERY_MS = 60_000;

const AnswerShape = Type.Object({
  ActionStatus: Type.Literal('OK'),
  ErrorInfo: Type.String(),
  ErrorCode: WholeNumber(),
  CloudCustomData: Type.Optional(Type.String()),
  MsgBody: Type.Optional(Type.Array(Type.Unknown())),
});

/** Callbacks of Tencent Chat. Callbacks after an event are answered first and written later; a repeated one is written once. */
export async function callbackRoutes(
  context: CallbacksContext,
  filter: MessageFilter,
  callbackWatch: CallbackWatch,
): Promise<void> {
  const {app, settings, levels, likes, history, rules, presence, roomSync, profiles, metrics} = context;
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
          const why = signatureProblem(request.query, {sdkAppId, token}, Date.now() / 1_000);
          if (why === undefined) return next();
          if (now - warnedAt > WARN_EVERY_MS) {
            warnedAt = now;
            request.log.warn(`callbacks: refused one, ${why}`);
          }
          next(new ApiError('FORBIDDEN', `this is no callback of Tencent Chat: ${why}`));
        },
      },
      async ({body, query}) => {
        if (!isRecord(body)) throw new ApiError('INVALID', 'the body is no JSON object');
        const startedAt = performance.now();
        const response = await respond(body, query.OptPlatform);
        metrics.countCallback(
          commandLabel(body['CallbackCommand']),
          verdictLabel(response),
          (performance.now() - startedAt) / 1_000,
        );
        return response;
      },
    );
    done();
  });

  async function respond(
    body: Readonly<Record<string, unknown>>,
    platform: string | undefined,
  ): Promise<CallbackResponse> {
    callbackWatch.callbackReceived(body['CallbackCommand']);
    switch (body['CallbackCommand']) {
      case 'Group.CallbackBeforeSendMsg': {
        const classification = classify(body, platform);
        if (classification.kind !== 'marked') return respondBeforeSend(classification);
        const {roomId, userId, like} = classification;
        const deadline = new Deadline(settings.messageFilterTimeoutMs);
        await profiles.reverted(userId);
        const marked = levels.readWithin(deadline.leftMs, userId, rules.of(roomId)?.hostId);
        const result = await filter.check(classification, deadline);
        // Likes of a refused message do not count.
        const counting = like && !result.refused ? likes.countWithin(deadline.leftMs, like) : undefined;
        const [marks, counted] = await Promise.all([marked, counting]);
        if (!result.refused && !like) callbackWatch.evidenceSeen('allowed');
        return respondBeforeSend(classification, {
          marks,
          result,
          likes: counted,
          styledFrom: settings.styledFromLevel,
        });
      }
      case 'Group.CallbackAfterSendMsg': {
        const said = readSentMessage(body);
        if (said) history.add(said);
        if (platform !== REST_PLATFORM) callbackWatch.evidenceSeen('said');
        return ALLOWED;
      }
      case 'C2C.CallbackBeforeSendMsg': {
        if (platform === REST_PLATFORM) return ALLOWED;
        const message = classifyPrivate(body);
        if ('why' in message) return refusePrivate(message.why);
        const deadline = new Deadline(settings.messageFilterTimeoutMs);
        await profiles.reverted(message.userId);
        return respondBeforePrivate(await filter.checkPrivate(message, deadline));
      }
      case 'Group.CallbackBeforeCreateGroup':
        return respondBeforeCreate(platform);
      case 'Group.CallbackBeforeInviteJoinGroup':
        return respondBeforeInvite(platform);
      case 'Group.CallbackBeforeApplyJoinGroup': {
        const answer = respondBeforeJoin(body, rules, settings);
        if (answer === ALLOWED) callbackWatch.evidenceSeen('let in');
        if (answer === ALLOWED) await nameNewMember(context, body['Requestor_Account']);
        return answer;
      }
      case 'Profile.CallbackPortraitSet': {
        const change = platform === REST_PLATFORM ? undefined : readProfileChange(body);
        if (change) profiles.revert(change.userId, () => partsToRevert(context, change));
        return ALLOWED;
      }
      case 'Group.CallbackAfterGroupInfoChanged':
      case 'Group.CallbackAfterGroupDestroyed':
        // A group's owner can do that by the SDK; the room stays what it is here.
        if (platform !== REST_PLATFORM && typeof body['GroupId'] === 'string') roomSync.wake(body['GroupId']);
        return ALLOWED;
      case 'Group.CallbackSendMsgException':
        metrics.countUndelivered(undeliveredCode(body));
        return ALLOWED;
      case 'State.StateChange':
        metrics.countStateChange(stateAction(body));
        return ALLOWED;
      case 'Group.CallbackAfterNewMemberJoin':
        callbackWatch.evidenceSeen('joined');
        presence.add(readPresenceChanges(body));
        return ALLOWED;
      default:
        presence.add(readPresenceChanges(body));
        return ALLOWED;
    }
  }
}

/** Tencent's code for a message that it did not deliver: https://trtc.io/document/49462 */
function undeliveredCode({SendMsgResult, ErrorCode}: Readonly<Record<string, unknown>>): string {
  const code = readInteger(SendMsgResult ?? ErrorCode, 0, CODE_MAX);
  return code === undefined ? 'unknown' : String(code);
}

function stateAction({Info}: Readonly<Record<string, unknown>>): string {
  const action = isRecord(Info) ? Info['Action'] : undefined;
  return typeof action === 'string' && STATE_ACTIONS.has(action) ? action : 'unknown';
}

/** Returns undefined for invalid JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The handler says so, as it does of other garbage.
  }
}
