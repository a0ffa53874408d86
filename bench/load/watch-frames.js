// Runs before the page's own scripts. Records the first frame of the room's video (`frameAt`) and the times between
// frames (`gaps`), ms.
{
  let last;
  const watched = new WeakSet();
  globalThis.gaps = [];
  const watch = (video) =>
    video.requestVideoFrameCallback((now) => {
      globalThis.frameAt ??= now;
      if (last !== undefined) globalThis.gaps.push(now - last);
      last = now;
      watch(video);
    });
  const find = () => {
    const player = document.querySelector('live-room')?.shadowRoot?.querySelector('live-player');
    const video = player?.shadowRoot?.querySelector('video');
    if (video && !watched.has(video)) {
      watched.add(video);
      watch(video);
    }
    requestAnimationFrame(find);
  };
  find();
}
