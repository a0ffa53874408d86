/** What plays a room's picture, each in a chunk of its own: TRTC and hls.js weigh more than all else together. */
export const loadMedia = {
  // The SDK is asked for beside the driver, which would ask for it only once it is there.
  trtc: async () => {
    const [driver] = await Promise.all([import('../drivers/media/trtc.js'), import('trtc-sdk-v5/trtc.esm.js')]);
    return driver;
  },
  stream: () => import('../drivers/media/stream.js'),
  /** Without subtitles, encryption and alternate sound: two thirds of the whole. */
  hls: () => import('hls.js/light'),
};
export type MediaLoaders = typeof loadMedia;
