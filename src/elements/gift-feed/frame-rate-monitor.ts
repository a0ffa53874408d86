/** A page is too slow if its frame rate is lower than this for this many seconds in a row. */
const FPS_MIN = 12;
const SLOW_SECONDS = 2;

/** Counts frames until the signal aborts. Resolves with false as soon as too many were missed, otherwise with true. */
export function monitorFrameRate(signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(true), {once: true});
    let since = performance.now();
    let frames = 0;
    let slow = 0;
    const count = (now: number) => {
      if (signal.aborted) return;
      frames += 1;
      if (now - since >= 1_000) {
        slow = (frames * 1_000) / (now - since) < FPS_MIN ? slow + 1 : 0;
        since = now;
        frames = 0;
      }
      if (slow < SLOW_SECONDS) requestAnimationFrame(count);
      else resolve(false);
    };
    requestAnimationFrame(count);
  });
}
