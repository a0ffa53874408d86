import Danmaku from 'danmaku/dist/esm/danmaku.dom.js';
import {runList} from './run-list.js';

export default function danmakuDom(stage, {width, crossingMs}, shown) {
  const danmaku = new Danmaku({container: stage, speed: width / (crossingMs / 1_000)});
  runList(danmaku, ({style}) => shown(style._id));
  return {push: ({id, text}) => danmaku.emit({text, mode: 'rtl', style: {color: '#fff', _id: id}})};
}
