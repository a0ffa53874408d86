import {LotteryCard} from '../elements/lottery-card/lottery-card.js';

LotteryCard.define();
export type {LotteryCard};
