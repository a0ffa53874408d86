/** Time within which a browser must continue to play after an error, ms. */
const TIMEOUT_MS = 2_000;
/** Minimum movement that counts as playing, s. A smaller one may be caused by reading the clock late. */
const PROGRESS_MIN_S = 0.2;

/**
 * Resolves with true if a sound continues to play after its `error` event, and with undefined if it was paused before
 * this is known. On a machine without a sound device, Firefox reports a decoding error and continues to play in
 * silence. The file is intact.
 */
export function keepsPlaying(media: HTMLMediaElement): Promise<boolean | undefined> {
  if (media.error?.code !== MediaError.MEDIA_ERR_DECODE) return Promise.resolve(false);
  const startTime = media.currentTime;
  const finished = new AbortController();
  const {signal} = finished;
  return new Promise<boolean | undefined>((resolve) => {
    const timer = setTimeout(resolve, TIMEOUT_MS, false);
    signal.addEventListener('abort', () => clearTimeout(timer));
    media.addEventListener('timeupdate', () => media.currentTime - startTime >= PROGRESS_MIN_S && resolve(true), {
      signal,
    });
    media.addEventListener('pause', () => resolve(media.ended || undefined), {signal});
  }).finally(() => finished.abort());
}
