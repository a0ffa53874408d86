import {LivePlayer} from '../elements/live-player/live-player.js';

LivePlayer.define();
export type {LivePlayer};
