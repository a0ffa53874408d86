import {css} from 'lit';
/** Inside the frame: the dialog and the small player. */
export const frameStyles = css`
  :host {
    color-scheme: dark;
  }

  * {
    box-sizing: border-box;
  }

  .dialog,
  .mini {
    position: fixed;
    margin: 0;
    padding: 0;
    border: 0;
    overflow: hidden;
    color: #fff;
    background: #12131a;
  }

  .dialog {
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    max-inline-size: none;
    max-block-size: none;
    overscroll-behavior: contain;
  }

  .dialog::backdrop {
    background: rgb(0 0 0 / 0.7);
  }

  @supports (block-size: 100dvh) {
    .dialog {
      block-size: 100dvh;
    }
  }

  .box {
    position: absolute;
    inset: env(safe-area-inset-top, 0) env(safe-area-inset-right, 0) env(safe-area-inset-bottom, 0)
      env(safe-area-inset-left, 0);
  }

  .buttons {
    position: absolute;
    z-index: 3;
    inset-block-start: calc(0.375em + env(safe-area-inset-top, 0px));
    inset-inline-end: calc(0.375em + env(safe-area-inset-right, 0px));
    display: flex;
    gap: 0.25em;
  }

  button {
    display: grid;
    place-items: center;
    inline-size: 2.5em;
    block-size: 2.5em;
    padding: 0;
    border: 0;
    border-radius: 50%;
    font: inherit;
    color: #fff;
    background: rgb(10 10 16 / 0.68);
    cursor: pointer;
  }

  svg {
    inline-size: 1.25em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
    pointer-events: none;
  }

  :focus-visible {
    outline: 0.15em solid #8fb0ff;
    outline-offset: 0.1em;
  }

  .mini {
    z-index: 2147483000;
    inset: auto;
    inline-size: var(--_width);
    block-size: var(--_height);
    border-radius: 0.75em;
    box-shadow: 0 0.25em 1.5em rgb(0 0 0 / 0.45);
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    cursor: grab;
  }

  .mini.dragged {
    cursor: grabbing;
  }

  .mini .box {
    inset: 0;
  }

  .mini .buttons {
    inset: 0.25em 0.25em auto;
    justify-content: space-between;
    gap: 0;
  }

  .mini button {
    inline-size: 2em;
    block-size: 2em;
  }

  .mini .size {
    position: absolute;
    z-index: 3;
    inset: auto 0.25em 0.25em auto;
    cursor: nwse-resize;
  }

  .unread {
    position: absolute;
    /* Below the buttons. Its text is smaller than theirs. */
    inset: 3.4em auto auto 0.34em;
    z-index: 3;
    padding: 0.1em 0.5em;
    border-radius: 1em;
    font-size: 0.75em;
    font-weight: 600;
    color: #fff;
    background: #c01c48;
  }

  .hidden-text {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  [hidden] {
    display: none;
  }

  /* Next to the room if there is space, so that the buttons cover nothing. */
  @media (min-width: 56em) and (min-height: 36em) {
    .dialog {
      background: rgb(10 10 16 / 0.85);
    }

    .dialog .box {
      inset: 2em 4.5em;
      max-inline-size: 84em;
      margin-inline: auto;
    }

    .dialog .buttons {
      flex-direction: column-reverse;
      inset-block-start: 2em;
      inset-inline-end: 1em;
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    .mini:not(.dragged) {
      transition: 0.2s;
      transition-property: left, top;
    }
  }

  @media (forced-colors: active) {
    .mini,
    button {
      border: 1px solid;
    }
  }
`;

/** Inside the room: what the layout shows in the dialog and in the small player. */
export const layoutStyles = css`
  :host(:is([presentation='overlay'], [presentation='mini'])) {
    contain: none !important;
  }

  .frame > .layout {
    block-size: 100%;
  }

  .frame.presented > .layout {
    border-radius: 0;
  }

  /* The buttons of the dialog are over the end of the header, or over the chat if it is next to the video. */
  @media not all and (min-width: 56em) and (min-height: 36em) {
    .frame.over .header {
      padding-inline-end: 6.25em;
    }

    .frame.over .landscape:not(.overlay) .header {
      padding-inline-end: var(--_gap);
    }

    .frame.over .landscape:not(.overlay) .aside {
      padding-block-start: 3.25em;
    }
  }

  @media (min-width: 56em) and (min-height: 36em) {
    .frame.over > .layout {
      border-radius: var(--_radius);
    }
  }

  .frame.small > .layout {
    display: block;
    overflow: hidden;
  }

  .frame.small :is(.aside, .bar, .announcements, .header, .feed, .layout slot) {
    display: none !important;
  }

  .frame.small .stage {
    display: grid;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
    inline-size: 100%;
    block-size: 100%;
    overflow: hidden;
  }

  .frame.small .player {
    --live-player-controls-inset: 4em 0.25em auto auto;
    --live-player-message-top: 50%;
    --live-player-position: center;
    --live-player-message-offset: 2em;
  }

  .frame.small .player::part(control-pause),
  .frame.small .player::part(control-picture-in-picture),
  .frame.small .player::part(control-fullscreen),
  .frame.small .player::part(volume) {
    display: none;
  }

  /* A chip next to the size button. A price that does not fit next to the picture goes below it. */
  .frame.small .product {
    position: absolute;
    inset: auto 2.75em 0.25em 0.25em;
    inline-size: auto;
    max-inline-size: none;
    padding: 0;
    pointer-events: none;
  }

  .frame.small .product::part(card) {
    flex-flow: row wrap;
    gap: 0.1em 0.3em;
    min-inline-size: 0;
    padding: 0.2em;
    font-size: 0.6875em;
  }

  .frame.small .product::part(image) {
    flex: none;
    inline-size: 2.5em;
    aspect-ratio: 1;
  }

  .frame.small .product::part(price) {
    font-size: 1em;
    overflow-wrap: anywhere;
  }

  .frame.small .product::part(action),
  .frame.small .product::part(stock),
  .frame.small .product::part(title) {
    display: none;
  }
`;

/** A room that the launcher added, or that began over the page, has no place on the page. */
export const placelessStyles = css`
  :host {
    position: fixed !important;
    inset: 0 auto auto 0 !important;
    inline-size: 0 !important;
    block-size: 0 !important;
    min-inline-size: 0 !important;
    min-block-size: 0 !important;
    margin: 0 !important;
    padding: 0 !important;
    border: 0 !important;
  }
`;
