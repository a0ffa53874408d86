import {css} from 'lit';

export const styles = css`
  :host {
    --_background: var(--live-chat-panel-background, var(--_surface));
    display: flex;
    flex-direction: column;
    min-block-size: 8rem;
    background: var(--_background);
    font-size: 0.9375rem;
    line-height: 1.45;
  }

  .reading {
    position: relative;
    flex: 1;
    min-block-size: 0;
    display: flex;
  }

  .list {
    flex: 1;
    min-inline-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 0.6em var(--_gap);
    scrollbar-width: thin;
  }

  .list:focus-visible {
    outline-offset: -0.15rem;
  }

  .empty {
    padding: 1.5em 0.5em;
    text-align: center;
  }

  .earlier,
  .gap {
    display: block;
    margin-inline: auto;
    padding: 0.4em 1em;
    text-align: center;
  }

  .earlier {
    min-block-size: 2.2em;
    text-decoration: underline;
  }

  .message {
    padding: 0.22em 0;
    overflow-wrap: anywhere;
  }

  .author {
    font-weight: 600;
  }

  .author::after {
    content: ': ';
    white-space: pre;
  }

  /* Its own direction inside a line that has the page's. */
  .text {
    white-space: pre-wrap;
    unicode-bidi: isolate;
  }

  .empty,
  .earlier,
  .gap,
  .author,
  .badge,
  .delivery,
  .why {
    color: var(--_text-quiet);
  }

  .own .author {
    color: var(--_accent);
  }

  .badge {
    display: inline-block;
    margin-inline-end: 0.35em;
    padding: 0 0.45em;
    border: 1px solid currentcolor;
    border-radius: 0.4em;
    font-size: 0.78em;
    font-weight: 600;
    line-height: 1.5;
  }

  .badge.host {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .earlier,
  .gap,
  .delivery,
  .why {
    font-size: 0.86em;
  }

  .failed .text {
    text-decoration: line-through;
    text-decoration-thickness: 1px;
  }

  .again {
    min-block-size: 24px;
    padding: 0 0.4em;
    color: var(--_accent);
    font-weight: 600;
    text-decoration: underline;
  }

  .latest {
    position: absolute;
    inset-block-end: 0.5em;
    inset-inline: 0;
    inline-size: fit-content;
    margin-inline: auto;
    min-block-size: 2.2em;
    padding: 0.2em 1em;
    border-radius: 99em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 0.9em;
    font-weight: 600;
    box-shadow: 0 0.15em 0.7em rgb(0 0 0 / 0.25);
  }

  .composer {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 0.5em;
    align-items: end;
    margin: 0;
    padding: 0.5em var(--_gap) 0.6em;
    border-block-start: 1px solid var(--live-chat-panel-line, var(--_outline));
  }

  textarea {
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 44px;
    margin: 0;
    padding: 0.6em 0.9em;
    border: 1px solid var(--live-chat-panel-line, var(--_outline));
    border-radius: 1.4em;
    background: var(--live-chat-panel-input, transparent);
    /* Below 16 px iOS zooms into the page when it is focused. */
    font-size: max(1em, 16px);
    line-height: 1.35;
    resize: none;
    overflow-y: auto;
  }

  textarea::placeholder {
    white-space: nowrap;
    color: var(--_text-quiet);
    opacity: 1;
  }

  .send {
    min-block-size: 44px;
    padding: 0 1em;
    border-radius: 1.4em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 700;
  }

  .composer [aria-disabled='true'] {
    opacity: 0.55;
    cursor: not-allowed;
  }

  .why {
    grid-column: 1 / -1;
    margin: 0;
  }

  .why:not(:empty) {
    padding-block-start: 0.35em;
  }
`;
