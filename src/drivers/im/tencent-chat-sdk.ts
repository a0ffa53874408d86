/**
 * Tencent Chat's core with the one module a live room needs, as one lazy chunk.
 * The core alone rejects `joinGroup` with 2998; the whole SDK weighs 12 kB gzip more (3.6.6).
 */
import type {ChatSDK} from '@tencentcloud/chat';
import TencentCloudChat from '@tencentcloud/chat/index.es.js';
import groupModule from '@tencentcloud/chat/modules/group-module.js';
import type {Uploader} from '../driver.js';
import {requirePageGlobals} from '../page-globals.js';
import type {TencentSdk} from './tencent-chat-client.js';

let uploader: Uploader | undefined;

/** Stands in for the upload plugin, which the SDK looks for when it signs in, and never again (3.6.6): it may come later. */
class LatePlugin {
  uploadFile(...given: readonly unknown[]): unknown {
    return new uploader!.UploadPlugin().uploadFile(...given); // The driver has told of it, or nothing is uploaded.
  }
}

const sdk: TencentSdk = {
  EVENT: TencentCloudChat.EVENT,
  TYPES: TencentCloudChat.TYPES,
  create(options) {
    requirePageGlobals('@tencentcloud/chat');
    const chat = TencentCloudChat.create({...options, modules: {'group-module': groupModule}});
    chat.registerPlugin({'tim-upload-plugin': LatePlugin});
    void keepRefusals(chat);
    return chat;
  },
  uploadBy(given) {
    uploader = given;
  },
};

export default sdk;

/**
 * Lets the group module pass the service's refusals on.
 *
 * It knows errors by a class of its own, of which the core has a copy: without this every refused join is 2903 without a
 * word (3.6.6). Quitting a group nobody is in rejects with that class, at once and without asking the service.
 */
function keepRefusals(chat: ChatSDK): Promise<void> {
  // Not `await`: zone.js reports a rejection that has no handler at once.
  return chat.quitGroup('nobody-is-in-this').then(undefined, (reason: Error) => {
    const {constructor} = reason;
    const isOwn = Error.isPrototypeOf(constructor); // A class of the SDK's, not the page's own Error.
    if (isOwn) Object.defineProperty(constructor, Symbol.hasInstance, {value: isSdkError});
  });
}

function isSdkError(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}
