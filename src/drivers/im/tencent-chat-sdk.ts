/**
 * Tencent Chat's core with the one module a live room needs, as one lazy chunk.
 * The core alone rejects `joinGroup` with 2998; the whole SDK weighs 12 kB gzip more (3.6.6).
 */
import TencentCloudChat from '@tencentcloud/chat/index.es.js';
import groupModule from '@tencentcloud/chat/modules/group-module.js';
import type {TencentSdk} from './tencent-chat-client.js';

const sdk: TencentSdk = {
  EVENT: TencentCloudChat.EVENT,
  TYPES: TencentCloudChat.TYPES,
  create: (options) => TencentCloudChat.create({...options, modules: {'group-module': groupModule}}),
};

export default sdk;
