/** The picture of a video, for a second video in another document. */
export interface VideoStream {
  readonly stream: MediaStream;
  /**
   * Ends a stream that was created for the second video: a browser keeps no page with a live track in its back-forward
   * cache.
   */
  release(): void;
}

interface CapturableVideo extends HTMLVideoElement {
  captureStream?(): MediaStream;
}

/** Returns undefined for a video that the browser does not copy, because its origin does not allow it. */
export function videoStream(video: CapturableVideo): VideoStream | undefined {
  if (video.srcObject) return {stream: video.srcObject as MediaStream, release: () => undefined};
  try {
    const stream = video.captureStream?.();
    return stream && {stream, release: () => stream.getTracks().forEach((track) => track.stop())};
  } catch {
    return undefined; // The browser refused.
  }
}
