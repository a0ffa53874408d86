/** Text instead of Lit's `css`, because the launcher's script does not contain Lit. */
export const launcherStyles = `
  :host { display: contents; }
  :host([hidden]), [hidden] { display: none !important; }
  * { box-sizing: border-box; }
  .frame {
    --_accent: var(--live-accent, #d6204c);
    --_on-accent: var(--live-on-accent, #fff);
    --_edge-y: clamp(0px, var(--_offset-y, 16px), 100vh - var(--_block-size));
    --_edge-x: clamp(0px, var(--_offset-x, 16px), 100vw - min(164px, 40vw + 4px));
    position: fixed;
    z-index: var(--live-launcher-z-index, 1000);
    contain: layout style;
    inline-size: max-content;
    color: #fff;
    font: 600 12px/1.3 var(--live-font, system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', sans-serif);
    letter-spacing: normal;
    text-align: start;
    text-transform: none;
    white-space: normal;
  }
  .bottom { bottom: calc(var(--_edge-y) + env(safe-area-inset-bottom, 0px)); }
  .top { top: calc(var(--_edge-y) + env(safe-area-inset-top, 0px)); }
  .right { right: calc(var(--_edge-x) + env(safe-area-inset-right, 0px)); }
  .left { left: calc(var(--_edge-x) + env(safe-area-inset-left, 0px)); }
  button { margin: 0; padding: 0; border: 0; font: inherit; color: inherit; background: none; cursor: pointer; }
  .card { position: relative; display: block; text-align: start; -webkit-tap-highlight-color: transparent; }
  .card[aria-busy='true'] { cursor: progress; }
  .picture {
    display: grid;
    overflow: hidden;
    background: linear-gradient(150deg, #ff6e5a, #7850ff 60%, #191526);
    box-shadow: 0 4px 18px rgb(0 0 0 / .35);
  }
  slot > img, slot > video, ::slotted(*) { grid-area: 1 / 1; inline-size: 100%; block-size: 100%; object-fit: cover; }
  slot { display: contents; }
  .play { place-self: center; inline-size: 40%; aspect-ratio: 1; background: #fff; clip-path: polygon(29% 19%, 83% 50%, 29% 81%); opacity: .9; }
  .bubble .picture { inline-size: 72px; block-size: 72px; border: 3px solid var(--_accent); border-radius: 50%; }
  .bubble .labels { position: absolute; inset: auto 50% -6px auto; transform: translateX(50%); }
  :is(.bubble, .card-shape) .labels { display: flex; gap: 4px; white-space: nowrap; }
  /* With the close button and the labels, so that no offset moves any of it out of the window. */
  .bubble { --_block-size: 90px; }
  .card-shape { --_block-size: min(218px, 54vw); }
  .card-shape .picture { inline-size: min(160px, 40vw); aspect-ratio: 3 / 4; border-radius: var(--live-radius, 12px); }
  .card-shape .labels { position: absolute; inset: 8px auto auto 8px; flex-wrap: wrap; max-inline-size: calc(100% - 48px); }
  .title {
    position: absolute;
    inset: auto 0 0;
    padding: 24px 10px 10px;
    border-radius: 0 0 var(--live-radius, 12px) var(--live-radius, 12px);
    background: linear-gradient(transparent, rgb(10 10 16 / .85) 40%);
    font-size: 14px;
    overflow-wrap: anywhere;
  }
  .title > span { display: -webkit-box; overflow: hidden; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
  .badge, .count, .countdown {
    padding: 1px 7px;
    border-radius: 99px;
    background: #14141c;
  }
  .countdown { font-variant-numeric: tabular-nums; }
  .live .badge { color: var(--_on-accent); background: var(--_accent); }
  .close {
    position: absolute;
    inset: -10px -10px auto auto;
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    border-radius: 50%;
    background: #14141c;
    box-shadow: 0 0 0 1px rgb(255 255 255 / .35);
  }
  .card-shape .close { inset: 6px 6px auto auto; }
  .close::before {
    content: '';
    inline-size: 10px;
    block-size: 10px;
    background: currentColor;
    clip-path: polygon(11% 0, 50% 39%, 89% 0, 100% 11%, 61% 50%, 100% 89%, 89% 100%, 50% 61%, 11% 100%, 0 89%, 39% 50%, 0 11%);
  }
  .visually-hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  :focus-visible { outline: 3px solid var(--live-focus, #2f6bff); outline-offset: 2px; }
  @media (prefers-reduced-motion: no-preference) {
    .picture { transition: transform .2s; }
    .card:hover .picture { transform: scale(1.03); }
  }
  @media (forced-colors: active) {
    .picture, .badge, .count, .countdown, .close { border: 1px solid; }
    .close::before, .play { forced-color-adjust: none; background: ButtonText; }
  }
`;
