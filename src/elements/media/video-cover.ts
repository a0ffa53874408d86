/** Finds the cover of a video, before it is sent and after it is received. */

const PATIENCE_MS = 10_000;
/** Position of a video's cover, s: the first frame is often black. */
const PICTURE_AT_S = 0.5;
/** Longer side of a video's cover, px. */
const PICTURE_SIDE = 480;
/** Time after which a seek counts as stuck, ms: WebKitGTK never ends a seek if only the metadata is loaded. */
const STUCK_MS = 1_500;

/** Resolves with the event. Rejects with the video's error, when 10 s pass without either, or when `calledOff` aborts. */
export function told(video: HTMLVideoElement, event: string, calledOff?: AbortSignal): Promise<void> {
  const over = new AbortController();
  const {signal} = over;
  return new Promise<void>((resolve, reject) => {
    const patience = setTimeout(reject, PATIENCE_MS);
    signal.addEventListener('abort', () => clearTimeout(patience));
    calledOff?.addEventListener('abort', () => reject(new Error('the video is no longer needed')), {signal});
    video.addEventListener(event, () => resolve(), {signal});
    video.addEventListener('error', reject, {signal});
  }).finally(() => over.abort());
}

/** Seeks to a video's cover and returns the size to draw it in, px. Rejects if the video cannot be played. */
export async function findPicture(
  video: HTMLVideoElement,
  calledOff?: AbortSignal,
): Promise<{readonly width: number; readonly height: number}> {
  const {duration} = video;
  if (Number.isFinite(duration) && duration > 0) {
    const there = told(video, 'seeked', calledOff);
    video.currentTime = Math.min(PICTURE_AT_S, duration / 2);
    await Promise.race([there, stuck(video)]);
  }
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || !video.videoWidth) {
    // A recording has no known length: its first frame is the cover. WebKit knows the size of a fragmented file only with its
    // first frame.
    const begun = told(video, 'loadeddata', calledOff);
    video.preload = 'auto';
    await begun;
  }
  const {videoWidth, videoHeight} = video;
  if (!videoWidth || !videoHeight) throw new Error('the video has no picture');
  const scale = Math.min(1, PICTURE_SIDE / Math.max(videoWidth, videoHeight));
  return {width: Math.ceil(videoWidth * scale), height: Math.ceil(videoHeight * scale)};
}

/** Resolves if a seek is stuck while nothing loads: the first frame is then shown. */
function stuck(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => {
      if (video.seeking && video.networkState === HTMLMediaElement.NETWORK_IDLE) resolve();
    }, STUCK_MS);
  });
}

/** Frees the video's data. */
export function unload(video: HTMLVideoElement): void {
  video.removeAttribute('src');
  video.load();
}
