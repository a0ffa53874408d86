import type {ChatSDK, default as TencentCloudChat} from '@tencentcloud/chat';
import type {Uploader} from '../outgoing-messages.js';
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

/** The namespace that the SDK exports. Its split build takes `modules`. */
export interface TencentNamespace extends Pick<TencentSdk, 'EVENT' | 'TYPES'> {
  create(options: {SDKAppID: number; proxyServer?: string; modules?: Record<string, unknown>}): ChatSDK;
}

/** @param modules Modules of the SDK's split build. The whole SDK contains them. */
export function wrapSdk(namespace: TencentNamespace, modules?: Record<string, unknown>): TencentSdk {
  return {
    EVENT: namespace.EVENT,
    TYPES: namespace.TYPES,
    create(options) {
      requirePageGlobals('@tencentcloud/chat');
      const chat = namespace.create({...options, ...(modules && {modules})});
      chat.registerPlugin({'tim-upload-plugin': LazyUploadPlugin});
      void fixErrorChecks(chat);
      return chat;
    },
    setUploader(loaded) {
      uploader = loaded;
    },
  };
}

/**
 * Makes the group module recognize the service's refusals.
 *
 * The module checks errors by its own class, of which the core has a copy. Without this fix every refused join rejects
 * with 2903 and no text (3.6.6). Quitting a group that the viewer is not in rejects with that class, at once and
 * without a request.
 */
function fixErrorChecks(chat: ChatSDK): Promise<void> {
  // Not `await`: zone.js reports a rejection that has no handler yet.
  return chat.quitGroup('no-such-group').then(undefined, (reason: Error) => {
    const {constructor} = reason;
    const isOwn = Error.isPrototypeOf(constructor); // The SDK's class, not the page's `Error`.
    if (isOwn) Object.defineProperty(constructor, Symbol.hasInstance, {value: isSdkError});
  });
}

function isSdkError(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}
