/** Hears what these engines put on stage: they have no event for it. Returns what is there. */
export function runList(danmaku, shown) {
  const {runningList} = danmaku._;
  runningList.push = function (comment) {
    shown(comment);
    return Array.prototype.push.call(this, comment);
  };
  return runningList;
}
