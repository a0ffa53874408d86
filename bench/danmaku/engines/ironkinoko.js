import Danmaku from '@ironkinoko/danmaku';
import {runList} from './run-list.js';

export default function ironkinoko(stage, {width, crossingMs}, shown) {
  const danmaku = new Danmaku({container: stage, speed: width / (crossingMs / 1_000), overlap: false, comments: []});
  runList(danmaku, ({id}) => shown(id));
  return {push: ({id, text}) => danmaku.emit({id, text, mode: 'rtl', style: {color: '#fff'}})};
}
