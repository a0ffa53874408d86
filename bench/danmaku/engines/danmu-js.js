import * as exported from 'danmu.js';

const DanmuJs = [exported.DanmuJs, exported.default?.DanmuJs, exported.default?.default, exported.default].find(
  (value) => typeof value === 'function',
);

/** danmu.js in live mode, which reads the time from a player. */
export default function danmuJs(stage, {lane, crossingMs}, shown) {
  const startedAt = performance.now();
  const player = {
    get currentTime() {
      return (performance.now() - startedAt) / 1_000 + 10;
    },
  };
  const area = {start: 0, end: 1};
  const danmu = new DanmuJs({container: stage, player, live: true, comments: [], channelSize: lane, area});
  danmu.on('bullet_start', ({id}) => shown(Number(id)));
  danmu.start();
  return {
    push: ({id, text}) =>
      danmu.sendComment({id: String(id), txt: text, duration: crossingMs, mode: 'scroll', style: {color: '#fff'}}),
  };
}
