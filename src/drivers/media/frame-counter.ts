/**
 * Counts the frames that a video showed, by whichever way its browser has.
 *
 * `getVideoPlaybackQuality().totalVideoFrames` stays 0 for a MediaStream in Firefox (153), so a video that it does not
 * count is asked by `requestVideoFrameCallback` (Chromium 83, Safari 15.4, Firefox 132). One callback a check is enough,
 * and a callback for every frame would have the page drawn as often. Older Firefox has neither: its video's own clock
 * is taken, which does not stop when the frames do.
 */
export class FrameCounter {
  #video: HTMLVideoElement | null = null;
  #frames = 0;
  #request: number | undefined;
  /** The page was drawn since the last check; undefined while nobody asked. */
  #drawn: boolean | undefined;
  #drawing = 0;

  /** @returns A number that differs from the last one if frames were shown since; undefined if the page itself was not drawn. */
  count(video: HTMLVideoElement | null): number | undefined {
    if (video !== this.#video) {
      this.stop();
      this.#video = video;
    }
    if (!video) return this.#frames;
    const {totalVideoFrames} = video.getVideoPlaybackQuality();
    if (totalVideoFrames > 0) return this.#frames + totalVideoFrames;
    if (!('requestVideoFrameCallback' in HTMLVideoElement.prototype)) return this.#frames + video.currentTime;
    const drawn = this.#drawn;
    this.#request ??= video.requestVideoFrameCallback(() => {
      this.#request = undefined;
      this.#frames += 1;
    });
    this.#drawn = false;
    cancelAnimationFrame(this.#drawing);
    this.#drawing = requestAnimationFrame(() => (this.#drawn = true));
    // A frame out of view (another site's, scrolled away) is not drawn, and calls back about no video either.
    return drawn === false ? undefined : this.#frames;
  }

  stop(): void {
    if (this.#request !== undefined) this.#video?.cancelVideoFrameCallback(this.#request);
    this.#request = undefined;
    cancelAnimationFrame(this.#drawing);
    this.#drawn = undefined;
    this.#video = null;
  }
}
