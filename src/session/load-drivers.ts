import type Hls from 'hls.js';
import type {ImDriver} from '../drivers/driver.js';
import {TencentChatDriver} from '../drivers/im/tencent-chat.js';
import {lazy} from './lazy.js';

/** How a session gets its driver. Called early, so that the SDK travels while the business server answers. */
export type LoadImDriver = () => Promise<ImDriver>;

/** Tencent Chat, once its SDK has arrived. */
export async function loadTencentChat(): Promise<ImDriver> {
  const {default: sdk} = await import('../drivers/im/tencent-chat-sdk.js');
  return new TencentChatDriver(sdk);
}

export const loadPrivateDriver = lazy(() => import('../drivers/im/tencent-chat-private.js'));
export const loadUploader = lazy(() => import('../drivers/im/upload-plugin.js'));

/** The drivers of a room's picture. TRTC and hls.js weigh more than all else together. */
export const loadMedia = {
  trtc: lazy(async () => {
    // The SDK is loaded beside the driver, which would ask for it only once it is there.
    const [driver] = await Promise.all([import('../drivers/media/trtc.js'), import('trtc-sdk-v5/trtc.esm.js')]);
    return driver;
  }),
  stream: lazy(() => import('../drivers/media/stream.js')),
  /** Without subtitles, encryption and alternate sound: two thirds of the whole. */
  hls: lazy((): Promise<{readonly default: typeof Hls}> => import('hls.js/light')),
};
export type MediaLoaders = typeof loadMedia;
