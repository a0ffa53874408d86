/** What shows a lottery, in a chunk of its own: it is needed only when one opens. */
export const loadLotteryShow = () => import('./lottery-show.js');
