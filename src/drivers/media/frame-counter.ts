/**
 * Counts the frames that a video has shown, by the first method that works in the browser.
 *
 * `getVideoPlaybackQuality().totalVideoFrames` stays 0 for a MediaStream in Firefox (153). For such a video
 * `requestVideoFrameCallback` is used (Chromium 83, Safari 15.4, Firefox 132), once per check, because a callback for
 * every frame would make the page render as often. Older Firefox has neither. There the video's `currentTime` is used,
 * which does not stop when the frames do.
 */
export class FrameCounter {
  #video: HTMLVideoElement | null = null;
  #frames = 0;
  #request: number | undefined;
  /** True if the page was rendered since the last check. Undefined before the first check. */
  #drawn: boolean | undefined;
  #drawing = 0;

  /**
   * @returns A number that changes if frames were shown since the last call. Undefined if the page itself was not
   * rendered.
   */
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
    // An iframe out of view is not rendered, so its videos get no callbacks either.
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
