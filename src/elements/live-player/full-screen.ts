/** Safari on iPhone can show only a video in full screen. */
interface WebKitVideo extends HTMLVideoElement {
  webkitEnterFullscreen?(): void;
}

/**
 * Element to show in full screen: the stage around the player, or the element that contains it, with its danmaku; otherwise the
 * player itself.
 */
export function fullScreenTarget(player: HTMLElement): HTMLElement {
  const stage = player.closest<HTMLElement>('[part~="stage"]');
  if (stage) return stage;
  const {parentElement} = player;
  return parentElement?.shadowRoot ? parentElement : player;
}

export function supportsFullScreen(): boolean {
  return document.fullscreenEnabled || 'webkitEnterFullscreen' in HTMLVideoElement.prototype;
}

/** True if the stage is in full screen, also inside an open shadow root. */
export function isFullScreen(stage: HTMLElement): boolean {
  const root = stage.getRootNode() as Document | ShadowRoot;
  return root.fullscreenElement === stage;
}

/** Enters or leaves full screen. If the browser refuses, nothing happens. */
export function toggleFullScreen(stage: HTMLElement, video: WebKitVideo | null): void {
  if (isFullScreen(stage)) void document.exitFullscreen().catch(() => undefined);
  else if (document.fullscreenEnabled) void stage.requestFullscreen().catch(() => undefined);
  else if (video?.webkitEnterFullscreen) showVideoAlone(video);
}

function showVideoAlone(video: WebKitVideo): void {
  try {
    video.webkitEnterFullscreen!();
  } catch {
    return; // The video has no picture yet.
  }
  // An iPhone pauses a video that leaves full screen.
  video.addEventListener('webkitendfullscreen', () => void video.play().catch(() => undefined), {once: true});
}
