import type {ContentOf, Lottery, RoomMessage} from '../../../protocol/messages.js';
import {defineSlice} from '../slice.js';

export interface LotteryState {
  /** The latest lottery, open or drawn. */
  readonly current: Lottery | undefined;
  /** True if the viewer sent its keyword on this page. */
  readonly entered: boolean;
}

const initial: LotteryState = {current: undefined, entered: false};

export const lottery = defineSlice<LotteryState>({
  initial,
  on: {
    joining: (state, {isSameRoom}) => (isSameRoom ? state : initial),
    roomInfo: (state, {lottery}) => (lottery ? told(state, lottery) : state),
    messages(state, batch) {
      let known = state;
      for (const {content} of batch.filter(isLottery)) known = told(known, content);
      return known;
    },
    lottery: told,
    lotteryEntered: (state, lotteryId) => (lotteryId === state.current?.lotteryId ? {...state, entered: true} : state),
  },
});

/** Updates the lottery. A drawn one stays drawn and keeps its winners. */
function told(state: LotteryState, news: Lottery): LotteryState {
  const {current} = state;
  if (current?.lotteryId !== news.lotteryId) return {current: news, entered: false};
  return news.phase === 'drawn' && !current.winners ? {...state, current: news} : state;
}

function isLottery(message: RoomMessage): message is RoomMessage<ContentOf<'lottery'>> {
  return message.content.type === 'lottery';
}
