/** What plays a room's picture, each in a chunk of its own: TRTC and hls.js weigh more than all else together. */
export const loadMedia = {
  trtc: () => import('../drivers/media/trtc.js'),
  stream: () => import('../drivers/media/stream.js'),
  hls: () => import('../drivers/media/hls.js'),
};
export type MediaLoaders = typeof loadMedia;
