/** Observes the lines that these engines add, because they have no event for it. Returns the current lines. */
export function runList(danmaku, shown) {
  const {runningList} = danmaku._;
  runningList.push = function (comment) {
    shown(comment);
    return Array.prototype.push.call(this, comment);
  };
  return runningList;
}
