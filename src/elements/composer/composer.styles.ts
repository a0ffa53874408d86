import {css} from 'lit';

export const composerStyles = css`
  .composer {
    display: grid;
    /* The first column is for the button that is added once the room is joined. */
    grid-template-columns: var(--_composer-columns, 2.4em minmax(0, 1fr) auto);
    gap: 0 0.35em;
    align-items: end;
    margin: 0;
    padding: 0.5em var(--_gap) 0.6em;
    border-block-start: 1px solid var(--live-chat-panel-line, var(--_outline));
  }

  textarea {
    grid-column: 2;
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 44px;
    margin: 0;
    padding: 0.6em 0.7em;
    border: 1px solid var(--live-chat-panel-line, var(--_outline));
    border-radius: 1.4em;
    background: var(--live-chat-panel-input, transparent);
    /* With less than 16 px, iOS zooms into the page when the field takes the focus. */
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
    padding: 0 0.9em;
    border-radius: 1.4em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 700;
  }

  .composer [aria-disabled='true'] {
    opacity: 0.55;
    cursor: not-allowed;
  }

  .hint {
    order: var(--_hint-order, 0);
    grid-column: 1 / -1;
    margin: 0;
    color: var(--_text-quiet);
    font-size: 0.86em;
  }

  .hint:not(:empty) {
    padding-block-start: 0.35em;
  }
  @media (forced-colors: active) {
    .send {
      border: 1px solid;
    }

    .composer [aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
      opacity: 1;
    }
  }
`;
