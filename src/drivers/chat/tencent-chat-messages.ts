import {safeUrl} from '../../protocol/safe-url.js';
import {decodeExtras} from '../../protocol/codec.js';
import {limitMarks} from '../../protocol/text/combining-marks.js';
import {cleanName} from '../../protocol/text/display-name.js';
import {replaceFaces, contentOf, contentOfAll, type SdkMessageElement} from '../../protocol/message-elements.js';
import {LiveError} from '../../protocol/errors.js';
import type {Content, RoomMessage, Sender} from '../../protocol/messages.js';
import {memoize} from '../../protocol/memoize.js';
import type {DriverSink, GroupInfo} from '../chat-driver.js';
import type {Profile} from '../profile.js';

/**
 * The fields of an SDK message that this library reads. Any user in a room can send one, so `payload` may be anything
 * or missing (3.6.6).
 */
export interface SdkMessage {
  readonly ID: string;
  readonly type?: string;
  readonly payload?: unknown;
  /** All elements; `type` and `payload` belong to the first. Missing in the last message of a conversation. */
  readonly getElements?: () => unknown;
  /** `GROUP<id>`, `@TIM#SYSTEM`, or null for a broadcast by poll. */
  readonly conversationID: string | null;
  readonly from: string;
  readonly nick?: string;
  readonly avatar?: string;
  readonly sequence: number;
  /** Unix seconds. */
  readonly time: number;
  readonly cloudCustomData?: string;
}

/** The viewer and room of a connection, and the receiver of its messages. */
export interface MessageReceiver {
  readonly roomId: string;
  readonly credentials: {readonly userId: string} | undefined;
  readonly sink: Pick<DriverSink, 'messages' | 'groupChanged' | 'notified' | 'speakingDisabled'>;
}

/** `operationType` of group tips and of system notifications: https://web.sdk.qcloud.com/im/doc/en/Message.html */
const TIP = {joined: 1, quit: 2, profileChanged: 6, memberChanged: 7} as const;
const NOTIFICATION = {kicked: 4, dismissed: 5, banned: 21, muted: 22, custom: 255} as const;

/** The service's conversation. Users cannot write to it. */
const SYSTEM = '@TIM#SYSTEM';

/**
 * True if a message belongs to this room. A polled broadcast has no room and belongs to all; a private message belongs
 * to none.
 */
export function isForRoom(roomId: string, {type, payload, conversationID}: SdkMessage): boolean {
  if (conversationID === SYSTEM) return type === 'TIMGroupSystemNoticeElem' && groupOf(payload) === roomId;
  return conversationID === null || conversationID === `GROUP${roomId}`;
}

/** True if a message has the fields that the service sets. */
function isComplete({ID, from, sequence, time}: SdkMessage): boolean {
  return (
    typeof ID === 'string' && typeof from === 'string' && sequence >= 0 && [sequence, time].every(Number.isSafeInteger)
  );
}

/**
 * Decodes a batch of SDK messages and passes it to the sink. Returns the reason if the room has ended. Never throws.
 */
export function decodeBatch(
  batch: readonly SdkMessage[],
  {roomId, credentials, sink}: MessageReceiver,
): LiveError | undefined {
  const messages: RoomMessage[] = [];
  const groupChanges: GroupInfo[] = [];
  const notifications: string[] = [];
  let disabledS: number | undefined;
  let endReason: LiveError | undefined;
  for (const message of batch) {
    try {
      if (!isForRoom(roomId, message) || !isComplete(message)) continue;
      if (message.type === 'TIMGroupTipElem') {
        decodeTip(message, credentials?.userId, messages, groupChanges);
        disabledS ??= speakingDisabledSecondsOf(message.payload, credentials?.userId);
      } else if (message.conversationID === SYSTEM) {
        const {operationType, userDefinedField, muteTime} = message.payload as NotificationPayload;
        endReason ??= endReasonOf(message.payload);
        if (operationType === NOTIFICATION.custom && typeof userDefinedField === 'string')
          notifications.push(userDefinedField);
        if (operationType === NOTIFICATION.muted) disabledS ??= muteTime;
      } else {
        const content = contentOfMessage(message);
        if (!content) continue;
        const {ID: id, sequence: seq, time} = message;
        const {reply, question, ...levelAndBadges} = extrasOf(message.cloudCustomData);
        const from = senderOf(message, levelAndBadges);
        const decoded = content.type === 'comment' && (reply || question) ? {...content, reply, question} : content;
        messages.push({id, seq, time, from, own: from.userId === credentials?.userId, content: decoded});
      }
    } catch {
      // A payload of an unexpected shape. Any user can send one; it is ignored like an unknown type.
    }
  }
  if (messages.length) sink.messages(messages);
  for (const change of groupChanges) sink.groupChanged(change);
  for (const text of notifications) sink.notified(text);
  if (disabledS! >= 0) sink.speakingDisabled(disabledS!);
  return endReason;
}

/** Decodes all elements of a message. */
export function contentOfMessage(message: Pick<SdkMessage, 'type' | 'payload' | 'getElements'>): Content | undefined {
  const elements: unknown = message.getElements?.();
  const isSingle = !Array.isArray(elements) || elements.length < 2;
  return replaceFaces(
    isSingle ? contentOf(message.type ?? '', message.payload) : contentOfAll(elements as SdkMessageElement[]),
  );
}

interface TipPayload {
  readonly operationType: number;
  readonly userIDList?: readonly string[];
  readonly memberList?: readonly {readonly userID?: string; readonly nick?: string; readonly avatar?: string}[];
  readonly newGroupProfile?: SdkGroupProfile;
}

function decodeTip(
  {ID, sequence: seq, time, payload}: SdkMessage,
  viewer: string | undefined,
  messages: RoomMessage[],
  groupChanges: GroupInfo[],
): void {
  const {operationType, newGroupProfile = {}, userIDList = [], memberList = []} = payload as TipPayload;
  if (operationType === TIP.profileChanged) groupChanges.push(groupInfoOf(newGroupProfile));
  const type = operationType === TIP.joined ? 'join' : operationType === TIP.quit ? 'leave' : undefined;
  if (!type) return;
  for (const userId of userIDList) {
    const {nick, avatar} = memberList.find(({userID}) => userID === userId) ?? {};
    const from = {userId, nick: nameOf(nick), avatar: avatarOf(avatar), level: 0, badges: []};
    messages.push({id: `${ID}-${userId}`, seq, time, from, own: userId === viewer, content: {type}});
  }
}

interface NotificationPayload {
  readonly operationType?: number;
  readonly userDefinedField?: unknown;
  readonly muteTime?: number;
}

interface MutedMember {
  readonly userID?: string;
  readonly muteTime?: number;
}

/** The viewer's mute in seconds, from one of the two shapes of a tip (3.6.6). Undefined if the tip is about others. */
function speakingDisabledSecondsOf(payload: unknown, userId: string | undefined): number | undefined {
  const {
    operationType,
    memberList = [],
    msgGroupMemberInfo = [],
  } = payload as {
    operationType?: number;
    memberList?: readonly MutedMember[];
    msgGroupMemberInfo?: readonly MutedMember[];
  };
  if (operationType !== TIP.memberChanged || !userId) return undefined;
  return [...memberList, ...msgGroupMemberInfo].find(({userID}) => userID === userId)?.muteTime;
}

function endReasonOf(payload: unknown): LiveError | undefined {
  const {operationType, reason} = payload as {operationType?: number; reason?: unknown};
  const details = typeof reason === 'string' && reason ? `: ${reason}` : '';
  if (operationType === NOTIFICATION.dismissed) return new LiveError('ROOM_ENDED', 'the room was dismissed');
  if (operationType === NOTIFICATION.banned || operationType === NOTIFICATION.kicked)
    return new LiveError('BANNED', `removed from the room${details}`);
  return undefined;
}

/** A group's profile in the SDK's fields, from a tip or a request. */
export interface SdkGroupProfile {
  readonly name?: string;
  readonly groupName?: string;
  readonly notification?: string;
  readonly ownerID?: string;
  /** A boolean or, from some calls, `On` and `Off` (3.6.6). */
  readonly muteAllMembers?: boolean | string;
  /** The viewer's membership. */
  readonly selfInfo?: {role?: string};
  readonly groupCustomField?: readonly {readonly key: string; readonly value: string}[];
}

/** Group counters by name. */
export type SdkCounters = Readonly<Record<string, unknown>>;

export interface SdkCounter {
  readonly groupID: string;
  readonly key: string;
  readonly value: unknown;
}

/** Reads the counters `like` and `heat`. */
export function countersOf({like, heat}: SdkCounters): GroupInfo {
  return {likeTotal: countOf(like), heat: countOf(heat)};
}

function countOf(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined; // Checked before.
}

export function groupInfoOf(profile: SdkGroupProfile): GroupInfo {
  const {name: title = profile.groupName, notification, ownerID, muteAllMembers, groupCustomField} = profile;
  return {
    ...(typeof title === 'string' && {title: limitMarks(title)}),
    ...(typeof notification === 'string' && {notice: limitMarks(notification)}),
    ...(typeof ownerID === 'string' && {ownerId: ownerID}),
    ...(muteAllMembers !== undefined && {speakingDisabled: muteAllMembers === true || muteAllMembers === 'On'}),
    ...(groupCustomField?.length && {fields: Object.fromEntries(groupCustomField.map(({key, value}) => [key, value]))}),
  };
}

/** Memoized, because the same users send many messages: parsing their avatar and extras is half of a message's cost. */
const safeUrlOf = memoize(safeUrl);
const extrasOf = memoize(decodeExtras);
const nameOf = memoize((nick) => cleanName(nick));

/** Makes a profile with a cleaned name and a safe avatar URL. */
export function profileOf(userId: string, nick: unknown, avatar: unknown): Profile {
  return {userId, nick: cleanName(nick), avatar: safeUrl(avatar) ?? ''};
}

function senderOf({from, nick, avatar}: SdkMessage, levelAndBadges: Pick<Sender, 'level' | 'badges'>): Sender {
  return {userId: from, nick: nameOf(nick), avatar: avatarOf(avatar), ...levelAndBadges};
}

/** Checks the avatar first: most users have none, and the URL parser costs more than the rest of a message. */
function avatarOf(avatar: unknown): string {
  return avatar ? (safeUrlOf(avatar) ?? '') : '';
}

function groupOf(payload: unknown): unknown {
  const {groupProfile} = (payload ?? {}) as {groupProfile?: {groupID?: unknown}};
  return groupProfile?.groupID;
}
