import Danmaku from 'danmaku/dist/esm/danmaku.canvas.js';
import {runList} from './run-list.js';

export default function danmakuCanvas(stage, {width, crossingMs, font}, shown) {
  const danmaku = new Danmaku({container: stage, speed: width / (crossingMs / 1_000)});
  const running = runList(danmaku, ({style}) => shown(style._id));
  const look = {font, fillStyle: '#fff', shadowColor: '#000', shadowOffsetX: 1, shadowOffsetY: 1};
  return {
    push: ({id, text}) => danmaku.emit({text, mode: 'rtl', style: {...look, _id: id}}),
    boxes: () =>
      running
        .map(({x, y, width: wide, height}) => ({left: x, right: x + wide, top: y, bottom: y + height}))
        .filter(({left, right}) => right > 1 && left < width - 1),
  };
}
