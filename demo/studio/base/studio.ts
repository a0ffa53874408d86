import type {LiveRoom} from '../../../src/index.js';
import type {Products} from '../shop/products.ts';
import type {Moderation} from '../chat/moderation.ts';
import type {PeopleSeen} from '../chat/people-seen.ts';
import type {OptimisticRoomInfo} from './optimistic-room-info.ts';
import type {RoomPoll} from './room-poll.ts';
import type {HostSession} from './server-types.ts';
import type {Server} from './server.ts';

/** The parts that all panels of the signed-in studio share. */
export interface Studio {
  readonly server: Server;
  readonly roomId: string;
  /** The room's path at the business server. */
  readonly path: string;
  readonly poll: RoomPoll;
  /** The room's settings, with what this tab has just changed. */
  readonly roomInfo: OptimisticRoomInfo;
  /** The room as viewers have it. */
  readonly room: LiveRoom;
  readonly moderation: Moderation;
  readonly people: PeopleSeen;
  readonly products: Products;
  signIn(): Promise<HostSession>;
}
