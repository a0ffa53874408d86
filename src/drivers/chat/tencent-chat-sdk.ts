/**
 * Tencent Chat's core with the group module, loaded on demand. The core alone rejects `joinGroup` with 2998. The whole
 * SDK is 12 kB gzip larger (3.6.6).
 */
import TencentCloudChat from '@tencentcloud/chat/index.es.js';
import groupModule from '@tencentcloud/chat/modules/group-module.js';
import {wrapSdk} from './tencent-sdk.js';

export default wrapSdk(TencentCloudChat, {'group-module': groupModule});
