/** Looking into films, those about to be sent and those received. */

const PATIENCE_MS = 10_000;
/** From when in a film its picture is, s: the very first is often black. */
const PICTURE_AT_S = 0.5;
/** Px of the longer side of a film's picture. */
const PICTURE_SIDE = 480;
/** WebKitGTK seeks in no film of which it loads the metadata alone: seen by then, ms. */
const STUCK_MS = 1_500;

/** Resolves with the event; rejects with an error, when neither comes in 10 s, or once it is called off. */
export function told(video: HTMLVideoElement, event: string, calledOff?: AbortSignal): Promise<void> {
  const over = new AbortController();
  const {signal} = over;
  return new Promise<void>((resolve, reject) => {
    const patience = setTimeout(reject, PATIENCE_MS);
    signal.addEventListener('abort', () => clearTimeout(patience));
    calledOff?.addEventListener('abort', () => reject(new Error('called off')), {signal});
    video.addEventListener(event, () => resolve(), {signal});
    video.addEventListener('error', reject, {signal});
  }).finally(() => over.abort());
}

/** Goes to where a film's picture is, and tells how large it is to be drawn. Rejects where the film cannot be played. */
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
    // As recorded, of no known length: its first picture. WebKit knows the size of a fragmented film only with it.
    const begun = told(video, 'loadeddata', calledOff);
    video.preload = 'auto';
    await begun;
  }
  const {videoWidth, videoHeight} = video;
  if (!videoWidth || !videoHeight) throw new Error('no picture');
  const scale = Math.min(1, PICTURE_SIDE / Math.max(videoWidth, videoHeight));
  return {width: Math.ceil(videoWidth * scale), height: Math.ceil(videoHeight * scale)};
}

/** Resolves where a browser loads nothing and still does not come to the place it is to seek: its first picture is there. */
function stuck(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => {
      if (video.seeking && video.networkState === HTMLMediaElement.NETWORK_IDLE) resolve();
    }, STUCK_MS);
  });
}

/** Lets go of what the video holds. */
export function unload(video: HTMLVideoElement): void {
  video.removeAttribute('src');
  video.load();
}
