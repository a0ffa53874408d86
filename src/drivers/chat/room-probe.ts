import type {ChatSDK} from '@tencentcloud/chat';
import {LiveError} from '../../protocol/errors.js';
import type {JoinedRoom} from './joined-room.js';
import {codeOf} from './tencent-chat-errors.js';
import {groupInfoOf, countersOf, type SdkCounters, type SdkGroupProfile} from './tencent-chat-messages.js';
import {hasResponse, isGroupCode} from './tencent-chat-responses.js';

/**
 * Id of a group that does not exist. Joining it is the only call of a guest that always reaches the service (3.6.6).
 */
const MISSING_GROUP = 'no-such-group';
const CUSTOM_FIELDS = ['product', 'status', 'pin'];
const JOINED_ELSEWHERE = 'this user is in another room, on another device or page';
/** The group does not exist or was dismissed: https://trtc.io/document/34348 */
const NO_SUCH_GROUP = 10_010;
/** The SDK's code for an app edition without counters. */
const NO_COUNTERS = 3122;

/** Requests that prove the connection to a room. A member's request also reads the group's profile and counters. */
export class RoomProbe {
  #requestedFields: string[] = CUSTOM_FIELDS;
  #hasCounters = true;
  #ownMembership: SdkGroupProfile['selfInfo'];

  /** Forgets the SDK's record of an earlier membership. */
  reset(): void {
    this.#ownMembership = undefined;
  }

  /**
   * Reads the group's profile and counters and passes them to the sink.
   *
   * @returns True if the service responded, or the reason if the room has ended for the viewer.
   */
  async probeAsMember(chat: ChatSDK, connection: JoinedRoom, signal: AbortSignal): Promise<boolean | LiveError> {
    const {roomId, sink} = connection;
    // Another terminal of the same user may have left the room for both, without an event. The SDK keeps one record of
    // the viewer's membership and only overwrites it, for members alone (3.6.6). So clear it and check if it is filled
    // again.
    const ownMembership = this.#ownMembership;
    if (ownMembership) ownMembership.role = '';
    try {
      // The service sends custom fields only if they are requested by name.
      const request = chat.getGroupProfile({groupID: roomId, groupCustomFieldFilter: this.#requestedFields});
      const {data} = (await request) as {data: {group: SdkGroupProfile}};
      if (signal.aborted) return false;
      const {selfInfo} = data.group;
      if (selfInfo?.role) this.#ownMembership = selfInfo;
      if (ownMembership && !selfInfo?.role) return new LiveError('KICKED_OUT', JOINED_ELSEWHERE, {retryable: true});
      sink.groupChanged(groupInfoOf(data.group));
      void this.#loadLikes(chat, connection, signal);
      return true;
    } catch (reason) {
      const code = codeOf(reason);
      if (code === NO_SUCH_GROUP) return new LiveError('ROOM_ENDED', 'the room was dismissed');
      // An app without these custom fields refuses them. The next request omits them.
      if (isGroupCode(code)) this.#requestedFields = [];
      return false; // A viewer who is not signed in again yet also gets this error.
    }
  }

  /** Sends a request of a guest, who cannot read the profile. Resolves with true if the service responded. */
  probeAsGuest(chat: ChatSDK): Promise<boolean> {
    return hasResponse(chat.joinGroup({groupID: MISSING_GROUP}));
  }

  /** Reads the counter of likes, if the app's edition has counters. */
  async #loadLikes(chat: ChatSDK, {roomId, sink}: JoinedRoom, signal: AbortSignal): Promise<void> {
    if (!this.#hasCounters) return;
    try {
      const {data} = (await chat.getGroupCounters({groupID: roomId})) as {data: {counters: SdkCounters}};
      if (!signal.aborted) sink.groupChanged(countersOf(data.counters));
    } catch (reason) {
      this.#hasCounters = codeOf(reason) !== NO_COUNTERS; // After any other error, the next try may succeed.
    }
  }
}
