import type {ChatDriver} from '../../drivers/chat-driver.js';
import {TencentChatDriver} from '../../drivers/chat/tencent-chat.js';
import type {HlsModule} from '../../drivers/media-driver.js';
import {lazy} from '../lazy.js';

/** Loads the Tencent Chat driver with its SDK. */
export async function loadTencentChat(sdkSrc?: string): Promise<ChatDriver> {
  const sdk = sdkSrc
    ? await loadPageSdks().then(({loadChatSdk}) => loadChatSdk(sdkSrc))
    : (await import('../../drivers/chat/tencent-chat-sdk.js')).default;
  return new TencentChatDriver(sdk, loadPrivateChats);
}

const loadPageSdks = lazy(() => import('../../drivers/page-sdks.js'));

const loadPrivateChats = lazy(() => import('../../drivers/chat/tencent-chat-private.js'));
export const loadUploader = lazy(() => import('../../drivers/chat/upload-plugin.js'));

/** The drivers of a room's video. TRTC and hls.js are larger than everything else together. */
export const loadMedia = {
  /** @param sdkSrc Address of the SDK. Default: the package's own copy. */
  async trtc(sdkSrc?: string) {
    const loadingSdk = sdkSrc
      ? loadPageSdks().then(({loadTrtcSdk}) => loadTrtcSdk(sdkSrc))
      : import('trtc-sdk-v5/trtc.esm.js').then(({default: sdk}) => sdk);
    const [{TrtcDriver}, sdk] = await Promise.all([import('../../drivers/media/trtc.js'), loadingSdk]);
    return {TrtcDriver, sdk};
  },
  stream: lazy(() => import('../../drivers/media/stream.js')),
  /** The build without subtitles, encryption and alternate audio, two thirds of the full size. */
  hls: lazy((): Promise<HlsModule> => import('hls.js/light')),
};
export type MediaLoaders = typeof loadMedia;
