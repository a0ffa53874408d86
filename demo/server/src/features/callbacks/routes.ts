import {Type} from 'typebox';
import type {App} from '../../http/app.ts';
import type {CallbacksContext} from './context.ts';
import type {MessageFilter} from './message-filter.ts';
import type {CallbackWatch} from './callback-watch.ts';
import {readSentMessage} from './after-send.ts';
import {Deadline} from './deadline.ts';
import {findSignatureError} from './verify-signature.ts';
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

/** Fits a message of 12 KB with every character escaped. */
const BODY_MAX_BYTES = 131_072;
/** Larger codes count as unknown. A signed callback can contain any value, which must not become a metric's label. */
const CODE_MAX = 130_000;
const STATE_ACTIONS = new Set(['Login', 'Logout', 'Disconnect']);

const QUERY_MAX_CHARS = 256;
/** Shortest interval between two warnings about refused callbacks, ms, so that strangers cannot fill the log. */
const WARN_EVERY_MS = 60_000;

const CallbackResponseShape = Type.Object({
  ActionStatus: Type.Literal('OK'),
  ErrorInfo: Type.String(),
  ErrorCode: WholeNumber(),
  CloudCustomData: Type.Optional(Type.String()),
  MsgBody: Type.Optional(Type.Array(Type.Unknown())),
});

/** Callbacks of Tencent Chat. After-event callbacks get their response before their data is stored; a repeated one is stored once. */
export async function callbackRoutes(
  context: CallbacksContext,
  filter: MessageFilter,
  callbackWatch: CallbackWatch,
): Promise<void> {
  const {app, settings, levels, likes, history, roomRules, presence, roomSync, profiles, metrics} = context;
  const {sdkAppId, imCallbackToken: token, callbackPath} = settings;
  let warnedAt = -Infinity;

  await app.register((scope: App, _options, done) => {
    // The body is JSON, whatever its Content-Type says.
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
          response: {200: CallbackResponseShape, ...failures(403, 422)},
        },
        // Checked before the body is read.
        onRequest: (request, _reply, next) => {
          const now = performance.now();
          const reason = findSignatureError(request.query, {sdkAppId, token}, Date.now() / 1_000);
          if (reason === undefined) return next();
          if (now - warnedAt > WARN_EVERY_MS) {
            warnedAt = now;
            request.log.warn(`callbacks: a request was refused: ${reason}`);
          }
          next(new ApiError('FORBIDDEN', `this is not a callback of Tencent Chat: ${reason}`));
        },
      },
      async ({body, query}) => {
        if (!isRecord(body)) throw new ApiError('INVALID', 'the body must be a JSON object');
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
        if (classification.decision !== 'look up') return respondBeforeSend(classification);
        const {roomId, userId, like} = classification;
        const deadline = new Deadline(settings.messageFilterTimeoutMs);
        await profiles.waitForRevert(userId);
        const reading = levels.readWithin(deadline.leftMs, userId, roomRules.of(roomId)?.hostId);
        const result = await filter.check(classification, deadline);
        // Likes of a refused message are not counted.
        const counting = like && !result.refused ? likes.countWithin(deadline.leftMs, like) : undefined;
        const [senderInfo, countedLikes] = await Promise.all([reading, counting]);
        if (!result.refused && !like) callbackWatch.recordEvidence('message allowed');
        return respondBeforeSend(classification, {
          senderInfo,
          result,
          countedLikes,
          minStyleLevel: settings.minStyleLevel,
        });
      }
      case 'Group.CallbackAfterSendMsg': {
        const message = readSentMessage(body);
        if (message) history.add(message);
        if (platform !== REST_PLATFORM) callbackWatch.recordEvidence('message sent');
        return ALLOWED;
      }
      case 'C2C.CallbackBeforeSendMsg': {
        if (platform === REST_PLATFORM) return ALLOWED;
        const message = classifyPrivate(body);
        if ('reason' in message) return refusePrivate(message.reason);
        const deadline = new Deadline(settings.messageFilterTimeoutMs);
        await profiles.waitForRevert(message.userId);
        return respondBeforePrivate(await filter.checkPrivate(message, deadline));
      }
      case 'Group.CallbackBeforeCreateGroup':
        return respondBeforeCreate(platform);
      case 'Group.CallbackBeforeInviteJoinGroup':
        return respondBeforeInvite(platform);
      case 'Group.CallbackBeforeApplyJoinGroup': {
        const response = respondBeforeJoin(body, roomRules, settings);
        if (response === ALLOWED) callbackWatch.recordEvidence('join allowed');
        if (response === ALLOWED) await nameNewMember(context, body['Requestor_Account']);
        return response;
      }
      case 'Profile.CallbackPortraitSet': {
        const change = platform === REST_PLATFORM ? undefined : readProfileChange(body);
        if (change) profiles.revert(change.userId, () => partsToRevert(context, change));
        return ALLOWED;
      }
      case 'Group.CallbackAfterGroupInfoChanged':
      case 'Group.CallbackAfterGroupDestroyed':
        // A group's owner can change or dismiss the group by the SDK. The database is authoritative, so the group is
        // restored.
        if (platform !== REST_PLATFORM && typeof body['GroupId'] === 'string') roomSync.wake(body['GroupId']);
        return ALLOWED;
      case 'Group.CallbackSendMsgException':
        metrics.countUndelivered(undeliveredCode(body));
        return ALLOWED;
      case 'State.StateChange':
        metrics.countStateChange(stateAction(body));
        return ALLOWED;
      case 'Group.CallbackAfterNewMemberJoin':
        callbackWatch.recordEvidence('joined');
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
    return undefined; // The handler refuses it.
  }
}
