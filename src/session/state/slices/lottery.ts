import type {ContentOf, Lottery, RoomMessage} from '../../../protocol/messages.js';
import {defineSlice} from '../slice.js';

export interface LotteryState {
  /** The latest lottery, open or drawn. */
  readonly current: Lottery | undefined;
  /** True if the viewer sent the keyword on this page. */
  readonly entered: boolean;
}

const initial: LotteryState = {current: undefined, entered: false};

export const lottery = defineSlice<LotteryState>({
  initial,
  on: {
    joining: (state, {isSameRoom}) => (isSameRoom ? state : initial),
    roomInfo: (state, {lottery}) => (lottery ? updateLottery(state, lottery) : state),
    messages(state, batch) {
      let updated = state;
      for (const {content} of batch.filter(isLottery)) updated = updateLottery(updated, content);
      return updated;
    },
    lottery: updateLottery,
    lotteryEntered: (state, lotteryId) => (lotteryId === state.current?.lotteryId ? {...state, entered: true} : state),
  },
});

/** Updates the lottery. A drawn lottery stays drawn and keeps its winners. */
function updateLottery(state: LotteryState, received: Lottery): LotteryState {
  const {current} = state;
  if (current?.lotteryId !== received.lotteryId) return {current: received, entered: false};
  return received.phase === 'drawn' && !current.winners ? {...state, current: received} : state;
}

function isLottery(message: RoomMessage): message is RoomMessage<ContentOf<'lottery'>> {
  return message.content.type === 'lottery';
}
