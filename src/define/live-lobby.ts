import {LiveLobby} from '../elements/live-lobby/live-lobby.js';

LiveLobby.define();
export type {LiveLobby};
