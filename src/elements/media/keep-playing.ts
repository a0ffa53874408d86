/** Time in which a browser must play on after an error, ms. */
const PATIENCE_MS = 2_000;
/** Minimum movement that counts as playing, s. A smaller one may be a clock that was read late. */
const MOVED_S = 0.2;

/**
 * Resolves with true if a sound plays on after its `error` event, and with undefined if it was paused too early to tell.
 * Firefox reports a decoding error on a machine without a sound device, and plays on in silence: the file is intact.
 */
export function playsOn(media: HTMLMediaElement): Promise<boolean | undefined> {
  if (media.error?.code !== MediaError.MEDIA_ERR_DECODE) return Promise.resolve(false);
  const began = media.currentTime;
  const over = new AbortController();
  const {signal} = over;
  return new Promise<boolean | undefined>((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS, false);
    signal.addEventListener('abort', () => clearTimeout(timer));
    media.addEventListener('timeupdate', () => media.currentTime - began >= MOVED_S && resolve(true), {signal});
    media.addEventListener('pause', () => resolve(media.ended || undefined), {signal});
  }).finally(() => over.abort());
}
