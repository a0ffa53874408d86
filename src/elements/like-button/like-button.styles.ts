import {css} from 'lit';

export const styles = css`
  :host {
    display: inline-block;
    position: relative;
  }

  button {
    display: grid;
    place-items: center;
    align-content: center;
    min-inline-size: var(--live-like-button-size, 3em);
    min-block-size: var(--live-like-button-size, 3em);
    border-radius: 99em;
    color: var(--live-like-button-color, var(--_accent));
    touch-action: manipulation;
    user-select: none;
    -webkit-user-select: none;
  }

  button:active svg {
    transform: scale(0.86);
  }

  .idle {
    opacity: 0.55;
    cursor: not-allowed;
  }

  svg {
    inline-size: 1.6em;
    fill: currentcolor;
  }

  .total {
    color: var(--_text);
    font-size: 0.75em;
    line-height: 1.1;
    font-variant-numeric: tabular-nums;
  }

  .hearts {
    position: absolute;
    z-index: 1;
    inset-block-start: 0.6em;
    inset-inline: 0;
    display: grid;
    justify-content: center;
    block-size: 0;
    pointer-events: none;
  }

  .hearts > * {
    grid-area: 1 / 1;
    opacity: 0;
  }
`;
