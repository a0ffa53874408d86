import {css} from 'lit';

/** Places of the chat and the bar if they are over the video. */
export const overlayLayoutStyles = css`
  /* Presses between the lines go to the video. */
  .overlay .aside {
    z-index: 1;
    pointer-events: none;
    --live-chat-panel-background: transparent;
    --live-chat-panel-line: rgb(255 255 255 / 0.28);
    --live-chat-panel-input: var(--_portrait);
    --_composer-columns: 0 minmax(0, 1fr) auto;
    --_composer-tools: none;
    --_hint-order: -1;
    --_dropped-notice: none;
    --_text-shadow: 0 0 0.15em #000, 0 0 0.35em rgb(0 0 0 / 0.8);
  }

  .overlay .chat::part(list) {
    display: flex;
    flex-direction: column;
    padding: 1em 0.75em 0;
    scrollbar-width: none;
    text-shadow: var(--_text-shadow);
    -webkit-mask: linear-gradient(transparent, #000 1em);
    mask: linear-gradient(transparent, #000 1em);
    pointer-events: auto;
  }

  .overlay .chat::part(pinned) {
    align-self: flex-start;
    margin-block: 0 0.25em;
    margin-inline: 0.5em 30%;
    border: 0;
    border-radius: var(--_radius);
    background: var(--_portrait);
    pointer-events: auto;
  }

  .tight .chat::part(pinned) {
    margin-inline-end: 0.5em;
  }

  .overlay .chat::part(latest),
  .overlay .chat::part(composer) {
    pointer-events: auto;
  }

  .overlay:not(.tight) .chat::part(list) {
    margin-inline-end: 30%;
  }

  .overlay.with-product:not(.tight) .chat::part(list),
  .overlay.with-product:not(.tight) .chat::part(pinned),
  .overlay.with-product:not(.tight) slot[name='aside-header'] {
    margin-inline-end: max(30%, 8em);
  }

  .overlay slot[name='aside-header'] {
    display: block;
  }

  .overlay .chat::part(composer) {
    padding: 0.35em 0.5em 0.4em;
    border: 0;
  }

  .overlay:not(.tight) .chat::part(composer) {
    padding-inline-end: var(--_bar, 9.5em);
  }

  .overlay:not([data-writing]) .chat::part(send) {
    display: none;
  }

  /* Below the buttons of the player and of the danmaku. */
  .overlay .danmaku {
    --live-danmaku-layer-settings-block: calc(-1 * var(--_controls, 3em)) auto;
    inset-block-start: calc(var(--_free-top, 5em) + var(--_controls, 3em));
  }

  .overlay .announcements,
  .overlay .lobby {
    margin-block: var(--_controls, 3em) 0;
  }

  .overlay .bar {
    gap: 0.25em;
    min-block-size: auto;
    padding: 0.35em 0.5em 0.4em;
    place-self: end;
  }

  .overlay:not(.tight) .bar {
    margin-block-end: var(--_bar-end, 0);
  }

  .overlay:not(.tight) .aside {
    margin-block-end: var(--_talk-end, 0);
  }
`;
