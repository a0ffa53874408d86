import {RoomSync} from './room-sync.ts';
import {operatorRoomRoutes} from './operator-routes.ts';
import {readRoomCached, roomRoutes, type RoomsContext} from './routes.ts';

export {readRoomCached};
export {describeRoom} from './describe-room.ts';
export {FIELD_MAX_BYTES, isOwnGroup, pinField, writePinField, writeProductField} from './room-group.ts';
export {RoomShape, ServerTimeShape, type RoomResponse} from './room-shape.ts';
export type {RoomSync} from './room-sync.ts';
export {
  insertRooms,
  listRooms,
  lockRoom,
  requireRoom,
  updateFeatured,
  updateMutedAll,
  updatePin,
  updateSlowMode,
  type NewRoom,
  type Room,
} from './rooms.ts';

export function register(context: RoomsContext): RoomSync {
  const roomSync = new RoomSync(context);
  context.lifecycle.addWorker(roomSync);
  roomRoutes(context);
  operatorRoomRoutes(context);
  return roomSync;
}
