import {css} from 'lit';

/** Adopted while the default layout is shown. A room with the page's own layout has no size of its own. */
export const defaultLayoutSize = css`
  :host {
    block-size: var(--live-room-height, clamp(min(26em, 94vh), 80vh, 46em));
    min-inline-size: min(15em, 100%);
    white-space: normal !important;
  }
`;

export const styles = css`
  /* Elements inside inherit --_size from the room, as the size of their parent. */
  :host {
    --_size: 1em;
    font-size: medium;
    white-space: inherit !important;
  }

  .layout {
    display: grid;
    block-size: 100%;
    overflow: hidden;
    border-radius: var(--_radius);
    background: #12131a;
  }

  .landscape {
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr) clamp(18em, 32%, 24em);
  }

  .portrait {
    grid-template: 50% minmax(0, 1fr) auto / minmax(0, 1fr);
  }

  /* Header, danmaku and, in portrait, the chat have rows of their own, so they never overlap. */
  .stage {
    position: relative;
    display: grid;
    grid-template: auto 1fr auto / minmax(0, 1fr);
    min-block-size: 0;
    /* Everything can be scrolled to if the text is large and the room small. */
    overflow: hidden auto;
    scrollbar-width: thin;
    color: #fff;
    color-scheme: dark;
    background:
      radial-gradient(70% 60% at 20% 20%, rgb(255 110 90 / 0.5), transparent),
      radial-gradient(70% 60% at 80% 50%, rgb(120 80 255 / 0.5), transparent), #191526;
  }

  .portrait .stage {
    grid-area: 1 / 1 / 4;
    grid-template-rows: auto 1fr auto 50%;
  }

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

  .portrait .aside {
    grid-area: 2 / 1;
  }

  .portrait .bar {
    grid-area: 3 / 1;
  }

  /* The chat shrinks if the upper part needs more height; if both do not fit, the layout scrolls. */
  @supports (grid-template-rows: subgrid) {
    .portrait {
      grid-template-rows: auto minmax(auto, 1fr) auto minmax(max(22%, 8.5em), max(32%, 8.5em)) auto;
      overflow: hidden auto;
    }

    .portrait .stage {
      grid-area: 1 / 1 / 6;
      grid-template-rows: subgrid;
    }

    .portrait .aside {
      grid-row: 4;
    }

    .portrait .bar {
      grid-row: 5;
    }

    .portrait.short {
      grid-template-rows: auto minmax(auto, 1fr) auto minmax(4.75em, 32%) auto;
    }
  }

  .stage:fullscreen {
    grid-template-rows: auto 1fr auto;
    inline-size: 100%;
    block-size: 100%;
  }

  .header {
    grid-area: 1 / 1;
    z-index: 1;
    padding: var(--_gap);
  }

  /* Pointer events between the lines go to the picture. */
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

  .backdrop {
    grid-area: 2 / 1 / 3 / 2;
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
  }

  .short .player {
    --live-player-message-offset: 0em;
  }

  .portrait.short .player {
    --live-player-message-top: 29%;
    --live-player-controls-inset: 6.25em 0.5em auto auto;
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
    grid-template-columns: minmax(0, 1fr);
    min-block-size: 0;
  }

  .landscape .aside {
    grid-area: 1 / 2 / 3;
    background: var(--_surface);
  }

  /* Above the chat, because hearts and messages of the bar extend over it. */
  .bar {
    z-index: 2;
    display: flex;
    align-items: center;
    min-block-size: 4.5em;
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

  /* Over the lower part of the picture, on a scrim that keeps text readable over any picture. */
  .portrait .aside {
    z-index: 1;
    padding-block-start: 1.5em;
    background: linear-gradient(transparent, rgb(10 10 16 / 0.8) 2.5em);
    color-scheme: dark;
    --live-chat-panel-background: transparent;
    --live-chat-panel-line: rgb(255 255 255 / 0.28);
    --live-chat-panel-input: rgb(10 10 16 / 0.35);
  }

  .portrait.short .aside {
    padding-block-start: 0.75em;
  }

  .portrait .bar {
    background: rgb(10 10 16 / 0.8);
    color-scheme: dark;
  }

  @supports not (color: light-dark(#000, #fff)) {
    .portrait .aside,
    .portrait .bar {
      --live-text: #f1f2f6;
      --live-text-quiet: #c3c5d0;
      --live-accent: #ff6b8b;
      --live-on-accent: #2b0710;
    }
  }

  .chat {
    min-block-size: 0;
  }

  .connection-status {
    grid-area: 2 / 1;
    z-index: 2;
    place-self: center;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0.6em;
    max-inline-size: min(90%, 25.6em);
    border-radius: var(--_radius);
    font-size: 0.9375em;
    text-align: center;
  }

  /* A quick join shows no status: it would only flash, and a spinner keeps the main thread busy. */
  .connection-status.joining {
    animation: appear 0s 0.6s backwards;
  }

  @keyframes appear {
    from {
      visibility: hidden;
    }
  }

  .connection-status.visible {
    padding: 0.7em 1.2em;
    background: rgb(10 10 16 / 0.78);
  }

  .connection-status .retry {
    min-block-size: 44px;
    padding: 0 1.3em;
    border-radius: 99em;
    background: #fff;
    color: #16171d;
    font-weight: 700;
  }

  .spinner {
    inline-size: 1.1em;
    block-size: 1.1em;
    border: 0.15em solid;
    border-block-start-color: transparent;
    border-radius: 50%;
    animation: turn 0.9s 0.6s linear infinite;
  }

  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }

  @media (forced-colors: active) {
    .portrait .aside,
    .portrait .bar,
    .connection-status.visible {
      background: Canvas;
    }

    .connection-status .retry {
      border: 1px solid;
    }

    .spinner {
      border-block-start-color: Canvas;
    }
  }
`;
