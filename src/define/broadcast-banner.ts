import {BroadcastBanner} from '../elements/broadcast-banner/broadcast-banner.js';

BroadcastBanner.define();
export type {BroadcastBanner};
