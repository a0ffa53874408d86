import {GiftBar} from '../elements/gift-bar/gift-bar.js';

GiftBar.define();
export type {GiftBar};
