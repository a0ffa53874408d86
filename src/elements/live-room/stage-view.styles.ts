import {css} from 'lit';

/** States of the pieces over the video: writing, idle, and opened from the bar. */
export const stageViewStyles = css`
  .bar-button {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 2.75em;
    block-size: 2.75em;
    border-radius: 50%;
    background: var(--_portrait);
    color: var(--live-text);
  }

  .bar-button[aria-expanded='true'] {
    background: var(--live-text);
    color: var(--live-surface);
  }

  .bar-button svg {
    inline-size: 1.5em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.8;
    stroke-linejoin: round;
    stroke-linecap: round;
  }

  .overlay .like {
    margin: 0;
    border-radius: 99em;
    background: var(--_portrait);
  }

  .overlay[data-opened='gifts'] .sheet {
    position: absolute;
    z-index: 3;
    inset: auto 0 var(--_composer, 3.75em);
    display: block;
    max-block-size: 60%;
    padding: 0.5em;
    border-radius: var(--_radius) var(--_radius) 0 0;
    background: var(--live-surface);
    overflow: hidden auto;
  }

  .tight[data-opened='gifts'] .sheet {
    position: static;
    order: 1;
    flex: 1 0 100%;
    max-block-size: none;
  }

  .tight .bar {
    flex-wrap: wrap;
    justify-content: flex-end;
    inline-size: 100%;
  }

  /* The field takes the row of the bar and rises above the keyboard. */
  .overlay[data-writing] .aside {
    --_composer-columns: 2.4em minmax(0, 1fr) auto;
    --_composer-tools: grid;
    --_hint-order: 0;
    transform: translateY(calc(-1 * var(--_keyboard, 0px)));
  }

  .overlay[data-writing] .chat::part(composer) {
    padding-inline-end: 0.5em;
    background: var(--_portrait);
  }

  .overlay[data-writing]:not(.tight) .bar,
  .overlay[data-writing]:not(.tight) .product {
    visibility: hidden;
  }

  /* While idle, the picture gets the space. */
  .portrait[data-idle] .chat::part(list) {
    align-self: flex-end;
    max-block-size: 62%;
  }

  .overlay[data-idle] .header::part(notice) {
    max-inline-size: 11em;
  }

  .overlay[data-idle]:not(.tight) .product {
    inline-size: 5.75em;
  }

  .overlay[data-idle]:not(.tight) .product::part(title),
  .overlay[data-idle]:not(.tight) .product::part(stock) {
    display: none;
  }

  /* The whole card is its link. */
  .overlay[data-idle]:not(.tight) .product::part(action) {
    block-size: 0;
    min-block-size: 0;
    padding: 0;
    border: 0;
    overflow: hidden;
  }

  /* On a landscape phone comments fly. A press opens the list. The bar hides with the player's buttons. */
  .landscape.overlay:not([data-opened='chat']) .chat::part(list),
  .landscape.overlay:not([data-opened='chat']) .chat::part(latest) {
    display: none;
  }

  /* The host's name and title come before the notice, which opens by a press. */
  .landscape.overlay .header::part(notice) {
    max-inline-size: 40%;
  }

  /* Next to the row of buttons. */
  .landscape.overlay .announcements {
    max-block-size: 100%;
    margin: 0;
  }

  .landscape.overlay .lottery,
  .landscape.overlay .poll {
    justify-self: start;
  }

  .landscape.overlay[data-opened='chat'] .chat::part(list) {
    block-size: 9em;
    background: var(--_portrait);
  }

  .landscape.overlay .bar,
  .landscape.overlay .aside {
    transition: opacity 0.25s;
  }

  .landscape.overlay[data-idle] .bar,
  .landscape.overlay[data-idle] .aside {
    opacity: 0;
  }

  .overlay:not(.tight) .product {
    min-inline-size: min-content;
  }

  /* The video is in front of the host's picture. */
  .backdrop:has(+ .player:state(has-video)) {
    display: none;
  }

  /* A room that failed has no lines, and the buttons would cover its error. */
  .stage:has(> .failed) .danmaku {
    display: none;
  }

  .tapped-heart {
    position: absolute;
    z-index: 1;
    color: #ff5c8a;
    pointer-events: none;
  }

  .tapped-heart svg {
    inline-size: 5em;
    fill: currentcolor;
    filter: drop-shadow(0 0.1em 0.3em rgb(0 0 0 / 0.4));
  }

  @media (prefers-reduced-motion: reduce) {
    .landscape.overlay .bar,
    .landscape.overlay .aside {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .bar-button {
      border: 1px solid ButtonText;
      background: ButtonFace;
    }
  }
`;
