import type {Profile} from '../../../drivers/profile.js';
import type {RoomInfo} from '../../../backend/room-info.js';
import {decodeStatusField} from '../../../protocol/group-fields.js';
import type {ContentOf, RoomMessage, RoomStatus} from '../../../protocol/messages.js';
import {defineSlice} from '../slice.js';

export interface RoomState {
  /** The room's title. */
  readonly title: string;
  /** The room's notice. Empty if there is none. */
  readonly notice: string;
  /** The status of the show. Undefined until the service account or a group field sends it. */
  readonly status: RoomStatus | undefined;
  /** The host's name and picture. */
  readonly host: Profile | undefined;
  /** The owner of Tencent's group. */
  readonly ownerId: string | undefined;
  /** User ids of the operators; from the business server only, never from a message. */
  readonly operators: readonly string[];
  /** User id of the business server's account. Without it the page ignores gifts, status, broadcasts and lotteries. */
  readonly serviceUserId: string | undefined;
  /** True while viewers may not comment. The host and the operators may. */
  readonly speakingDisabled: boolean;
  /** Seconds that a viewer waits between two comments. 0 turns slow mode off. */
  readonly slowModeS: number;
  /** Seconds over which the room's clients spread their requests after a shared outage. It grows with the room. */
  readonly refreshWithinS: number;
  /** Viewers in the room now, estimated by the service. */
  readonly online: number | undefined;
  /** Popularity of the show, as the business server computes it. Undefined until the room sends it. */
  readonly heat: number | undefined;
  /** The page's `stream-url`. */
  readonly streamUrl: string | undefined;
  /** The business server's `streamUrl`, which the player uses where TRTC does not run. */
  readonly fallbackUrl: string | undefined;
  /**
   * The business server's description of the room. Features that load on demand check the fields that they use.
   *
   * @internal
   */
  readonly info: RoomInfo | undefined;
  /**
   * The group field `pin` as the room last sent it, or as the business server has it.
   *
   * @internal
   */
  readonly pin: unknown;
}

/** The longest accepted value. A wrong number from the server cannot keep a room outdated for longer. */
const REFRESH_WITHIN_MAX_S = 60;

const initial: RoomState = {
  title: '',
  notice: '',
  status: undefined,
  host: undefined,
  ownerId: undefined,
  operators: [],
  serviceUserId: undefined,
  speakingDisabled: false,
  slowModeS: 0,
  refreshWithinS: 1,
  online: undefined,
  heat: undefined,
  streamUrl: undefined,
  fallbackUrl: undefined,
  info: undefined,
  pin: undefined,
};

export const room = defineSlice<RoomState>({
  initial,
  on: {
    joining: (state, {isSameRoom, streamUrl}) => ({...(isSameRoom ? state : initial), streamUrl}),
    roomInfo: (state, info) => {
      const {
        title,
        notice,
        status,
        host,
        operators,
        service,
        mutedAll,
        slowMode,
        refreshWithin = 1,
        streamUrl,
        heat,
        pin,
      } = info;
      return {
        ...state,
        info,
        heat,
        pin,
        title,
        notice,
        status,
        host,
        operators,
        serviceUserId: service,
        speakingDisabled: mutedAll,
        slowModeS: slowMode,
        refreshWithinS: Math.min(refreshWithin, REFRESH_WITHIN_MAX_S),
        fallbackUrl: streamUrl || undefined,
      };
    },
    groupInfo: (state, {title, notice, ownerId, speakingDisabled, heat, fields}) => ({
      ...state,
      // Tencent cuts a group's name to 30 bytes. The business server has the full title.
      title: state.serviceUserId ? state.title : title || state.title,
      notice: notice ?? state.notice,
      ownerId: ownerId ?? state.ownerId,
      speakingDisabled: speakingDisabled ?? state.speakingDisabled,
      heat: heat ?? state.heat,
      status: decodeStatusField(fields?.status) ?? state.status,
      pin: fields?.pin ?? state.pin,
    }),
    host: (state, host) => ({...state, host}),
    online: (state, online) => ({...state, online}),
    slowMode: (state, slowModeS) => ({...state, slowModeS}),
    messages: (state, batch) => {
      const latest = batch.filter(isStatus).at(-1);
      return latest ? {...state, status: latest.content.status} : state;
    },
  },
});

function isStatus(message: RoomMessage): message is RoomMessage<ContentOf<'status'>> {
  return message.content.type === 'status';
}
