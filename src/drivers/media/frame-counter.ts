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
  #frameRequest: number | undefined;
  /** True if the page was rendered since the last check. Undefined before the first check. */
  #pageRendered: boolean | undefined;
  #renderRequest = 0;

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
    const pageRendered = this.#pageRendered;
    this.#frameRequest ??= video.requestVideoFrameCallback(() => {
      this.#frameRequest = undefined;
      this.#frames += 1;
    });
    this.#pageRendered = false;
    cancelAnimationFrame(this.#renderRequest);
    this.#renderRequest = requestAnimationFrame(() => (this.#pageRendered = true));
    // An iframe out of view is not rendered, so its videos get no callbacks either.
    return pageRendered === false ? undefined : this.#frames;
  }

  stop(): void {
    if (this.#frameRequest !== undefined) this.#video?.cancelVideoFrameCallback(this.#frameRequest);
    this.#frameRequest = undefined;
    cancelAnimationFrame(this.#renderRequest);
    this.#pageRendered = undefined;
    this.#video = null;
  }
}
