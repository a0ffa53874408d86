/**
 * Tencent Chat's core with the group module, loaded on demand. The core alone rejects `joinGroup` with 2998; the whole
 * SDK is 12 kB gzip larger (3.6.6).
 */
import type {ChatSDK} from '@tencentcloud/chat';
import TencentCloudChat from '@tencentcloud/chat/index.es.js';
import groupModule from '@tencentcloud/chat/modules/group-module.js';
import type {Uploader} from '../chat-driver.js';
import {requirePageGlobals} from '../page-globals.js';

/** The part of the SDK's namespace that this library uses. */
export interface TencentSdk {
  readonly EVENT: typeof TencentCloudChat.EVENT;
  readonly TYPES: typeof TencentCloudChat.TYPES;
  create(options: {SDKAppID: number; proxyServer?: string}): ChatSDK;
  /** Sets the upload module. Must be called before the first file is sent. */
  setUploader(uploader: Uploader): void;
}

let uploader: Uploader | undefined;

/**
 * Placeholder of the upload plugin. The SDK looks for the plugin only when it signs in (3.6.6), but the plugin is
 * loaded later.
 */
class LazyUploadPlugin {
  uploadFile(...args: readonly unknown[]): unknown {
    return new uploader!.UploadPlugin().uploadFile(...args); // Set by `setUploader` before the first upload.
  }
}

const sdk: TencentSdk = {
  EVENT: TencentCloudChat.EVENT,
  TYPES: TencentCloudChat.TYPES,
  create(options) {
    requirePageGlobals('@tencentcloud/chat');
    const chat = TencentCloudChat.create({...options, modules: {'group-module': groupModule}});
    chat.registerPlugin({'tim-upload-plugin': LazyUploadPlugin});
    void fixErrorChecks(chat);
    return chat;
  },
  setUploader(loaded) {
    uploader = loaded;
  },
};

export default sdk;

/**
 * Makes the group module recognize the service's refusals.
 *
 * The module checks errors by its own class, of which the core has a copy. Without this fix every refused join rejects
 * with 2903 and no text (3.6.6). Quitting a group that the viewer is not in rejects with that class, at once and
 * without a request.
 */
function fixErrorChecks(chat: ChatSDK): Promise<void> {
  // Not `await`: zone.js reports a rejection that has no handler yet.
  return chat.quitGroup('nobody-is-in-this').then(undefined, (reason: Error) => {
    const {constructor} = reason;
    const isOwn = Error.isPrototypeOf(constructor); // The SDK's class, not the page's `Error`.
    if (isOwn) Object.defineProperty(constructor, Symbol.hasInstance, {value: isSdkError});
  });
}

function isSdkError(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}
