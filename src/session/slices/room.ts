import type {Profile} from '../../drivers/driver.js';
import {decodeStatusField} from '../../protocol/codec.js';
import type {ContentOf, RoomMessage, RoomStatus} from '../../protocol/messages.js';
import {defineSlice} from '../slice.js';

export interface RoomState {
  readonly title: string;
  /** The room's own announcement; empty when there is none. */
  readonly notice: string;
  /** Undefined until somebody who may say so has said it. */
  readonly status: RoomStatus | undefined;
  readonly host: Profile | undefined;
  /** Whom the group belongs to, as far as the group says. */
  readonly ownerId: string | undefined;
  /** User ids; from the business server only, never from a message. */
  readonly operators: readonly string[];
  /** The account the business server speaks as; without one, nothing is believed from the service. */
  readonly service: string | undefined;
  readonly mutedAll: boolean;
  /** Seconds a viewer waits between comments; 0 is none. */
  readonly slowModeS: number;
  /** Viewers watching now, as the service estimates. */
  readonly online: number | undefined;
  /** Where the page says that the picture is to be had. */
  readonly streamUrl: string | undefined;
  /** Where the business server says that it can also be had. */
  readonly fallbackUrl: string | undefined;
}

const initial: RoomState = {
  title: '',
  notice: '',
  status: undefined,
  host: undefined,
  ownerId: undefined,
  operators: [],
  service: undefined,
  mutedAll: false,
  slowModeS: 0,
  online: undefined,
  streamUrl: undefined,
  fallbackUrl: undefined,
};

export const room = defineSlice<RoomState>({
  initial,
  on: {
    entering: (state, {again, streamUrl}) => ({...(again ? state : initial), streamUrl}),
    info: (state, {title, notice, status, host, operators, service, mutedAll, slowMode, streamUrl}) => ({
      ...state,
      title,
      notice,
      status,
      host,
      operators,
      service,
      mutedAll,
      slowModeS: slowMode,
      fallbackUrl: streamUrl || undefined,
    }),
    facts: (state, {title, notice, ownerId, mutedAll, fields}) => ({
      ...state,
      // Tencent keeps 30 bytes of a group's name: the business server's title is the whole one.
      title: state.service ? state.title : title || state.title,
      notice: notice ?? state.notice,
      ownerId: ownerId ?? state.ownerId,
      mutedAll: mutedAll ?? state.mutedAll,
      status: decodeStatusField(fields?.status) ?? state.status,
    }),
    host: (state, host) => ({...state, host}),
    online: (state, online) => ({...state, online}),
    slow: (state, slowModeS) => ({...state, slowModeS}),
    messages: (state, batch) => {
      const said = batch.filter(isStatus).at(-1);
      return said ? {...state, status: said.content.status} : state;
    },
  },
});

function isStatus(message: RoomMessage): message is RoomMessage<ContentOf<'status'>> {
  return message.content.type === 'status';
}
