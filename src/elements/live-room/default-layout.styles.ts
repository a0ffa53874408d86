import {css} from 'lit';

/** Places of the elements in the default layout. */
export const defaultLayoutStyles = css`
  /* In a low room permanent elements take fewer lines, and a broadcast covers the header. */
  .short .header {
    padding-block: 0.5em;
  }

  .short .header::part(host) {
    flex: 0 1 13.715em;
  }

  .short .header::part(notice) {
    flex: 1 1 10.632em;
    -webkit-line-clamp: 1;
  }

  .short .feed {
    grid-row: 2;
  }

  .short .lottery::part(card) {
    font-size: 0.8125em;
  }

  .short .banner {
    position: absolute;
    z-index: 2;
    inset: 0.5em var(--_gap) auto;
  }

  .short .product {
    padding-block: 0.4em;
  }

  .short .danmaku {
    min-block-size: 3em;
  }

  .landscape.short .announcements {
    grid-row: 2 / 4;
  }

  .landscape.short .lottery {
    inline-size: 13.75em;
  }

  .landscape.short .product {
    inline-size: calc(100% - 13.75em);
    min-inline-size: 15em;
  }

  .short .product::part(image) {
    inline-size: 2.5em;
  }

  .short .product::part(action) {
    padding-inline: 0.9em;
  }

  .header {
    grid-area: 1 / 1;
    z-index: 1;
    padding: var(--_gap);
  }

  /* Pointer events between the lines go to the video. */
  .danmaku {
    grid-area: 2 / 1;
    min-block-size: 4em;
    pointer-events: none;
  }

  /* Banners at the start side, above the danmaku; effects over the whole free stage. */
  .feed {
    grid-area: 1 / 1 / 3;
    min-block-size: 0;
  }

  /* Temporary elements cover the danmaku; permanent ones have rows of their own. */
  .announcements {
    grid-area: 2 / 1;
    z-index: 1;
    align-self: start;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap);
    padding-inline: var(--_gap);
    pointer-events: none;
  }

  .banner,
  .lottery {
    pointer-events: auto;
  }

  .lottery {
    justify-self: end;
    inline-size: 17em;
    max-inline-size: 100%;
  }

  /* Leaves space for the button that pauses the danmaku. */
  .portrait .lottery {
    max-inline-size: 85%;
    margin-inline-end: min(3.5em, 15%);
  }

  .product {
    grid-area: 3 / 1;
    inline-size: 24em;
    max-inline-size: 100%;
    padding: var(--_gap);
  }

  /* In shares of the whole stage: what appears above and below does not move it. */
  .backdrop {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
  }

  /* Behind all other elements; the controls are where no other element stays for long. */
  .player {
    --live-player-controls-inset: 7em auto auto 0.75em;
    position: absolute;
    inset: 0;
  }

  .portrait .player {
    --live-player-controls-inset: 9em 0.5em auto auto;
    --live-player-camera-inset: 9em auto auto 0.75em;
    --live-player-message-top: 37%;
    --live-player-position: 50% 25%;
  }

  .short .player {
    --live-player-controls-inset: auto 0.75em 0.75em auto;
    --live-player-message-offset: 0em;
  }

  .portrait.short .player {
    --live-player-message-top: 29%;
    --live-player-controls-inset: 6.25em 0.5em auto auto;
  }

  .portrait .backdrop {
    inset-block-end: 26%;
  }

  .portrait.short .backdrop {
    inset-block-end: 42%;
  }

  .backdrop .avatar {
    display: grid;
    place-items: center;
    inline-size: 2.334em;
    block-size: 2.334em;
    border-radius: 50%;
    background: rgb(255 255 255 / 0.18);
    font-size: 3em;
    object-fit: cover;
    box-shadow: 0 0 0 0.2em rgb(255 255 255 / 0.14);
  }

  .aside {
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
    min-block-size: 0;
  }

  .chat {
    grid-row: 2;
    min-block-size: 0;
  }

  slot[name='stage-overlay'] {
    position: absolute;
    z-index: 1;
    inset: 0;
    display: block;
    pointer-events: none;
  }

  slot[name='stage-actions'] {
    grid-area: 2 / 1;
    z-index: 1;
    place-self: center end;
    display: grid;
    gap: var(--_gap);
    padding-inline: var(--_gap);
    pointer-events: none;
  }

  ::slotted([slot^='stage-']) {
    pointer-events: auto;
  }

  .landscape .aside {
    grid-area: 1 / 2 / 3;
    background: var(--_surface);
  }

  /* Above the chat, because hearts and messages of the bar extend over it. As high as with gifts, which load later. */
  .bar {
    z-index: 2;
    display: flex;
    align-items: center;
    min-block-size: 4.875em;
    padding: 0.15em var(--_gap);
    background: var(--_surface);
  }

  .landscape .bar {
    --live-gift-bar-icon: 2.5em;
    --live-gift-bar-width: 5.5em;
    min-block-size: 5.25em;
    border-block-start: 1px solid var(--_outline);
  }

  .gifts {
    --live-gift-bar-background: transparent;
    flex: 1;
  }

  .like {
    margin-inline-start: auto;
  }

  /*
   * Over the lower part of the video, on a scrim that keeps text readable over any image. It is dark whatever the page's
   * colours are, so it has a palette of its own.
   */
  .portrait .aside,
  .portrait .bar {
    --live-surface: var(--live-room-portrait-surface, #191a21);
    --live-dialog-background: var(--live-surface);
    --live-text: var(--live-room-portrait-text, #f1f2f6);
    --live-text-quiet: var(--live-room-portrait-text-quiet, #c3c5d0);
    --live-outline: var(--live-room-portrait-outline, #3a3c49);
    --live-accent: var(--live-room-portrait-accent, var(--_accent));
    --live-on-accent: var(--live-room-portrait-on-accent, var(--_on-accent));
    background: var(--_portrait);
    color-scheme: dark;
  }

  .portrait {
    --_portrait: var(--live-room-portrait-background, rgb(10 10 16 / 0.8));
  }

  @supports not (color: light-dark(#000, #fff)) {
    .portrait .aside,
    .portrait .bar {
      --live-accent: var(--live-room-portrait-accent, #ff8ba3);
      --live-on-accent: var(--live-room-portrait-on-accent, #2b0710);
    }
  }

  .portrait .aside {
    z-index: 1;
    padding-block-start: 1.5em;
    background: linear-gradient(transparent, var(--_portrait) 2.5em);
    --live-chat-panel-background: transparent;
    --live-chat-panel-line: rgb(255 255 255 / 0.28);
    --live-chat-panel-input: rgb(10 10 16 / 0.35);
  }

  .portrait.short .aside {
    padding-block-start: 0.75em;
  }

  @media (forced-colors: active) {
    .portrait .aside,
    .portrait .bar {
      background: Canvas;
    }
  }
`;
