import {DanmakuLayer} from '../elements/danmaku-layer/danmaku-layer.js';

DanmakuLayer.define();
export type {DanmakuLayer};
