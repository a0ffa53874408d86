/** Finds the cover of a video, before it is sent and after it is received. */

const EVENT_TIMEOUT_MS = 10_000;
/** Position of a video's cover, s: the first frame is often black. */
const COVER_AT_S = 0.5;
/** Longer side of a video's cover, px. */
const COVER_SIDE_MAX = 480;
/** Time after which a seek counts as stuck, ms. WebKitGTK never ends a seek if only the metadata is loaded. */
const STUCK_SEEK_MS = 1_500;

/** Resolves with the event. Rejects with the video's error, after 10 s, or when `cancelSignal` aborts. */
export function waitForEvent(video: HTMLVideoElement, event: string, cancelSignal?: AbortSignal): Promise<void> {
  const finished = new AbortController();
  const {signal} = finished;
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(reject, EVENT_TIMEOUT_MS);
    signal.addEventListener('abort', () => clearTimeout(timer));
    cancelSignal?.addEventListener('abort', () => reject(new Error('the video is no longer needed')), {signal});
    video.addEventListener(event, () => resolve(), {signal});
    video.addEventListener('error', reject, {signal});
  }).finally(() => finished.abort());
}

/** Seeks to a video's cover and returns the size to draw it in, px. Rejects if the video cannot be played. */
export async function seekToCover(
  video: HTMLVideoElement,
  cancelSignal?: AbortSignal,
): Promise<{readonly width: number; readonly height: number}> {
  const {duration} = video;
  if (Number.isFinite(duration) && duration > 0) {
    const seeked = waitForEvent(video, 'seeked', cancelSignal);
    video.currentTime = Math.min(COVER_AT_S, duration / 2);
    await Promise.race([seeked, seekIsStuck(video)]);
  }
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || !video.videoWidth) {
    // A recording has no known length, so its first frame is the cover. WebKit knows the size of a fragmented file only
    // from its first frame.
    const loaded = waitForEvent(video, 'loadeddata', cancelSignal);
    video.preload = 'auto';
    await loaded;
  }
  const {videoWidth, videoHeight} = video;
  if (!videoWidth || !videoHeight) throw new Error('the video has no picture');
  const scale = Math.min(1, COVER_SIDE_MAX / Math.max(videoWidth, videoHeight));
  return {width: Math.ceil(videoWidth * scale), height: Math.ceil(videoHeight * scale)};
}

/** Resolves if a seek is stuck while nothing loads. The first frame is then shown. */
function seekIsStuck(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => {
      if (video.seeking && video.networkState === HTMLMediaElement.NETWORK_IDLE) resolve();
    }, STUCK_SEEK_MS);
  });
}

/** Frees the video's data. */
export function unload(video: HTMLVideoElement): void {
  video.removeAttribute('src');
  video.load();
}
