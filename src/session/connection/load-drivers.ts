import type {ChatDriver} from '../../drivers/chat-driver.js';
import {TencentChatDriver} from '../../drivers/chat/tencent-chat.js';
import type {HlsModule} from '../../drivers/media-driver.js';
import {lazy} from '../lazy.js';

/** Loads a session's driver. Called early, so that the SDK loads while the business server answers. */
export type LoadChatDriver = () => Promise<ChatDriver>;

/** Loads the Tencent Chat driver with its SDK. */
export async function loadTencentChat(): Promise<ChatDriver> {
  const {default: sdk} = await import('../../drivers/chat/tencent-chat-sdk.js');
  return new TencentChatDriver(sdk, loadPrivateChats);
}

const loadPrivateChats = lazy(() => import('../../drivers/chat/tencent-chat-private.js'));
export const loadUploader = lazy(() => import('../../drivers/chat/upload-plugin.js'));

/** The drivers of a room's video. TRTC and hls.js are larger than everything else together. */
export const loadMedia = {
  trtc: lazy(async () => {
    // The SDK loads in parallel: the driver's own import would request it only after the driver has arrived.
    const [driver] = await Promise.all([import('../../drivers/media/trtc.js'), import('trtc-sdk-v5/trtc.esm.js')]);
    return driver;
  }),
  stream: lazy(() => import('../../drivers/media/stream.js')),
  /** The build without subtitles, encryption and alternate audio, two thirds of the full size. */
  hls: lazy((): Promise<HlsModule> => import('hls.js/light')),
};
export type MediaLoaders = typeof loadMedia;
