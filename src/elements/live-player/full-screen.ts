/** Safari on iPhone lets nothing but a video fill the screen. */
interface OldVideo extends HTMLVideoElement {
  webkitEnterFullscreen?(): void;
}

/** What fills the screen: the stage around the player, or the element it lies in, with what flies over it; else the player itself. */
export function stageOf(player: HTMLElement): HTMLElement {
  const stage = player.closest<HTMLElement>('[part~="stage"]');
  if (stage) return stage;
  const {parentElement} = player;
  return parentElement?.shadowRoot ? parentElement : player;
}

export function mayFillScreen(): boolean {
  return document.fullscreenEnabled || 'webkitEnterFullscreen' in HTMLVideoElement.prototype;
}

/** Whether something within an open shadow root, or around it, fills the screen. */
export function fillsScreen(stage: HTMLElement): boolean {
  const root = stage.getRootNode() as Document | ShadowRoot;
  return root.fullscreenElement === stage;
}

/** Fills the screen, or lets go of it. What the browser refuses does not happen. */
export function toggleFullScreen(stage: HTMLElement, video: OldVideo | null): void {
  if (fillsScreen(stage)) void document.exitFullscreen().catch(() => undefined);
  else if (document.fullscreenEnabled) void stage.requestFullscreen().catch(() => undefined);
  else video?.webkitEnterFullscreen?.();
}
