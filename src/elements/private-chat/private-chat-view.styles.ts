import {css} from 'lit';

export const privateChatViewStyles = css`
  .conversation {
    position: relative;
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: min(25.6em, 80vh);
    max-block-size: max(25.6em, 80vh);
    border: 1px solid var(--_outline);
    border-radius: var(--_radius);
    overflow: clip;
    background: var(--live-private-chat-background, var(--_surface));
  }
  .title-bar {
    display: flex;
    align-items: center;
    gap: 0.5em;
    padding-inline-start: var(--_gap);
    border-block-end: 1px solid var(--_outline);
  }
  .header {
    display: block;
    flex: 1;
    min-inline-size: 0;
  }
  .peer-name {
    display: block;
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .close {
    flex: none;
    inline-size: 2.934em;
    block-size: 2.934em;
    color: var(--_text-quiet);
  }
  .list-area {
    position: relative;
    display: flex;
    flex: 1;
    min-block-size: 0;
  }
  .list {
    flex: 1;
    min-inline-size: 0;
    padding: 0.6em var(--_gap);
    overflow-y: auto;
    scrollbar-width: thin;
  }
  .list:focus-visible {
    outline-offset: -0.16em;
  }
  .earlier,
  .empty,
  .time {
    display: block;
    margin: 0;
    padding: 0.35em 1em;
    color: var(--_text-quiet);
    font-size: 0.867em;
    text-align: center;
  }
  .earlier {
    margin-inline: auto;
    min-block-size: 2.2em;
    text-decoration: underline;
  }
  .empty {
    padding-block: 2em;
  }
  .row {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    padding-block: 0.2em;
  }
  .row.own {
    align-items: flex-end;
  }
  .time {
    align-self: center;
  }
  .bubble {
    max-inline-size: 85%;
    padding: 0.45em 0.8em;
    border-radius: 1.1em;
    border-end-start-radius: 0.3em;
    background: rgb(128 128 128 / 0.16);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .own .bubble {
    border-end-start-radius: 1.1em;
    border-end-end-radius: 0.3em;
    background: var(--_tint);
  }
  .bubble a {
    color: inherit;
  }
  .state {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 0 0.5em;
    color: var(--_text-quiet);
    font-size: 0.854em;
  }
  .row .delivery-action,
  .bubble .show-more {
    min-block-size: 24px;
    padding: 0 0.3em;
    color: var(--_accent);
    font-weight: 600;
    text-decoration: underline;
  }
  .bubble .show-more {
    color: inherit;
  }
  .failed .bubble {
    text-decoration: line-through;
    text-decoration-thickness: 1px;
  }
  .progress {
    inline-size: 6.4em;
    accent-color: var(--_accent);
  }
  @media (forced-colors: active) {
    .bubble {
      border: 1px solid CanvasText;
    }
    .own .bubble {
      border-color: Highlight;
    }
  }
`;
