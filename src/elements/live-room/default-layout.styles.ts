import {css} from 'lit';

/** Places of the elements in the default layout. */
export const defaultLayoutStyles = css`
  .header {
    grid-area: 1 / 1;
    z-index: 1;
    padding: var(--_gap);
  }

  .overlay .header {
    padding: 0.4em 0.5em;
  }

  .short .header {
    padding-block: 0.4em;
  }

  /* A part of the player, so that the lines fly over the video and below the player's buttons. */
  .danmaku {
    position: absolute;
    inset: var(--_free-top, 5em) 0 var(--_foot, 0);
    pointer-events: none;
  }

  /* Hidden until the header is drawn above it. Moving it while visible would be a layout shift. */
  .layout:not([data-placed]) .danmaku {
    visibility: hidden;
  }

  /* Three lanes. */
  .portrait .danmaku {
    inset-block-end: auto;
    block-size: 4.25em;
  }

  /* Banners at the start side, above the danmaku; effects over the whole free stage. */
  .feed {
    grid-area: 1 / 1 / 3;
    min-block-size: 0;
  }

  .short .feed {
    grid-row: 2;
  }

  /* Temporary elements cover the danmaku; permanent ones have rows of their own. */
  .announcements {
    grid-area: 2 / 1;
    z-index: 1;
    align-self: start;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap);
    max-block-size: calc(100% - var(--_controls, 3em));
    padding-inline: var(--_gap);
    overflow: hidden auto;
    scrollbar-width: none;
    pointer-events: none;
  }

  .announcements > *,
  ::slotted([slot]) {
    pointer-events: auto;
  }

  .short .banner {
    position: absolute;
    z-index: 2;
    inset: 0.5em var(--_gap) auto;
  }

  .lottery,
  .poll {
    justify-self: end;
    inline-size: 17em;
    max-inline-size: 100%;
  }

  .short .lottery::part(card),
  .short .poll {
    font-size: 0.8125em;
  }

  .product {
    --live-product-slot-background: var(--_portrait);
    grid-area: 3 / 1;
    inline-size: 24em;
    max-inline-size: 100%;
    padding: var(--_gap);
  }

  /* Several products use the width of the stage. Presses next to them go to the video. */
  .landscape:not(.overlay) .product {
    inline-size: auto;
    pointer-events: none;
  }

  .landscape:not(.overlay) .product::part(card) {
    max-inline-size: 24em;
    pointer-events: auto;
  }

  .short .product {
    padding-block: 0.4em;
  }

  .short .product::part(image) {
    inline-size: 2.5em;
  }

  /* Next to the chat and above the bar. */
  .overlay:not(.tight) .product {
    grid-row: 4;
    place-self: end;
    inline-size: 7.5em;
    padding: 0 0.5em;
    margin-block-end: var(--_composer, 3.75em);
  }

  .overlay.short:not(.tight) .product::part(image) {
    display: none;
  }

  /* Before and after the show, over the picture's place. */
  .lobby {
    grid-area: 2 / 1;
    z-index: 1;
    place-self: center;
    inline-size: min(26em, 100% - 1.5em);
    max-block-size: calc(100% - var(--_controls, 3em));
    margin-block-end: var(--_controls);
    overflow: auto;
  }

  /* A dialog in the top layer. */
  .shelf {
    position: absolute;
  }

  /* In shares of the whole stage, so that content that appears above and below does not move it. */
  .backdrop {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
  }

  .portrait .backdrop {
    inset-block-end: 26%;
  }

  /* Behind all other elements. The controls are in the space that no other element uses. */
  .player {
    --live-player-controls-inset: auto 7.5em calc(var(--_foot, 4em) + 0.5em) auto;
    --live-player-message-offset: 3em;
    position: absolute;
    inset: 0;
    touch-action: manipulation;
  }

  .overlay .player {
    --live-player-camera-inset: 9em auto auto 0.75em;
    --live-player-position: 50% 25%;
    /* At the end of the free space. A poll is at its start. */
    --live-player-message-offset: max(3em, 100% - var(--_foot) - var(--live-player-message-top) - 2em);
  }

  /* The lobby says when the show begins, or that it is over: the player's message goes below the stage. */
  .player.beneath {
    --live-player-message-offset: 200vh;
  }

  .overlay .player::part(volume) {
    display: none;
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

  .sheet {
    display: contents;
  }

  .overlay .sheet {
    display: none;
  }

  .landscape:not(.overlay) .bar {
    --live-gift-bar-icon: 2.5em;
    --live-gift-bar-width: 5.5em;
  }

  .gifts {
    --live-gift-bar-background: transparent;
    flex: 1;
  }

  .like {
    margin-inline-start: auto;
  }

  /* Over the video, whatever the page's colours are: a palette of its own, on a scrim or with a shadow. */
  .stage,
  .overlay .aside,
  .overlay .bar {
    --_portrait: var(--live-room-portrait-background, rgb(10 10 16 / 0.8));
    --live-surface: var(--live-room-portrait-surface, #191a21);
    --live-dialog-background: var(--live-surface);
    --live-text: var(--live-room-portrait-text, #f1f2f6);
    --live-text-quiet: var(--live-room-portrait-text-quiet, #c3c5d0);
    --live-outline: var(--live-room-portrait-outline, #3a3c49);
    --live-accent: var(--live-room-portrait-accent, var(--_accent));
    --live-on-accent: var(--live-room-portrait-on-accent, var(--_on-accent));
    color-scheme: dark;
  }

  @supports not (color: light-dark(#000, #fff)) {
    .stage,
    .overlay .aside,
    .overlay .bar {
      --live-accent: var(--live-room-portrait-accent, #ff8ba3);
      --live-on-accent: var(--live-room-portrait-on-accent, #2b0710);
    }
  }

  @media (forced-colors: active) {
    .overlay .aside,
    .overlay .bar {
      background: Canvas;
    }
  }
`;
