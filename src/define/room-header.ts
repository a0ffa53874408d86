import {RoomHeader} from '../elements/room-header/room-header.js';

RoomHeader.define();
export type {RoomHeader};
