import {GiftFeed} from '../elements/gift-feed/gift-feed.js';

GiftFeed.define();
export type {GiftFeed};
