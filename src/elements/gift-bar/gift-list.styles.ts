import {css} from 'lit';

export const styles = css`
  .container {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.534em;
    font-size: 0.75em;
    line-height: 1.25;
  }

  /* If no gift fits next to the balance, the balance goes below. */
  .list {
    flex: 1 1 min(100%, 6em);
    display: flex;
    gap: 0.2em;
    min-inline-size: 0;
    padding: 0.267em;
    overflow-x: auto;
    overscroll-behavior-x: contain;
    scrollbar-width: none;
  }

  .list.grid {
    display: grid;
    /* Fewer columns where the text is large. */
    grid-template-columns: repeat(auto-fill, minmax(min(100%, max(5em, 100% / var(--_columns) - 0.2em)), 1fr));
  }

  .gift {
    position: relative;
    flex: none;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: center;
    align-content: start;
    min-inline-size: min(100%, var(--live-gift-bar-width, 5em));
    max-inline-size: 100%;
    padding: 0.267em;
    border-radius: var(--_radius);
    touch-action: manipulation;
    user-select: none;
    -webkit-user-select: none;
  }

  .gift:focus-visible {
    outline-offset: -0.2em;
  }

  .grid .gift {
    min-inline-size: 0;
  }

  .gift:hover {
    background: var(--_outline);
  }

  .icon {
    inline-size: var(--live-gift-bar-icon, 2em);
    block-size: var(--live-gift-bar-icon, 2em);
    font-size: 1.3334em;
    object-fit: contain;
  }

  .placeholder {
    color: var(--_accent);
  }

  .placeholder .glyph {
    inline-size: 100%;
  }

  .gift:active .icon {
    transform: scale(0.88);
  }

  .name {
    font-size: 0.92em;
    /* The name takes the gift's width. Only a price makes a gift wider. */
    inline-size: 0;
    min-inline-size: 100%;
    overflow: hidden;
    text-align: center;
    white-space: nowrap;
    text-overflow: ellipsis;
  }

  .price,
  .balance {
    max-inline-size: 100%;
    color: var(--_text-quiet);
    font-variant-numeric: tabular-nums;
    /* Height of the font's own line: lines of Chinese fonts are higher than 1.25 and would overlap the line above. */
    line-height: normal;
    overflow-wrap: anywhere;
    text-align: center;
  }

  .price::before,
  .balance::before {
    content: '';
    display: inline-block;
    box-sizing: border-box;
    inline-size: 0.75em;
    block-size: 0.75em;
    margin-inline-end: 0.25em;
    border: 0.14em solid #b97500;
    border-radius: 50%;
    background: #ffc53d;
    vertical-align: -0.04em;
  }

  .combo {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    display: grid;
    place-items: center;
    block-size: calc(var(--live-gift-bar-icon, 2em) + 0.4em);
    color: #fff;
    font-size: 1.3334em;
    font-style: italic;
    font-weight: 800;
    direction: ltr; /* ×12, also within text from right to left. */
    text-shadow: 0 0 0.25em #000;
    pointer-events: none;
  }

  .combo > * {
    position: relative;
    grid-area: 1 / 1;
  }

  .combo span {
    font-size: 1.1em;
  }

  .combo svg {
    block-size: calc(var(--live-gift-bar-icon, 2em) + 0.4em);
    border-radius: 50%;
    background: rgb(10 10 16 / 0.55);
    transform: rotate(-90deg);
  }

  circle {
    fill: none;
    stroke: #ffc53d;
    stroke-width: 3;
    stroke-dasharray: 1;
  }

  .quantities {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 0.35em;
  }

  .quantities button {
    min-inline-size: 44px;
    min-block-size: 36px;
    padding: 0 0.8em;
    border: 1px solid var(--_outline);
    border-radius: calc(var(--_radius) * 99);
    font-variant-numeric: tabular-nums;
  }

  .quantities [aria-pressed='true'] {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 700;
  }

  /* The gifts use the whole width. The balance and the quantity are below them. */
  .grid + .purchase {
    flex: 1 0 100%;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
  }

  .purchase {
    flex: none;
    max-inline-size: 100%;
    margin-inline-start: auto;
    display: grid;
    justify-items: end;
    gap: 0.2em;
  }

  select {
    min-block-size: 2.334em;
    padding: 0 0.3em;
    border: 1px solid var(--_outline);
    border-radius: 99em;
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }

  .error {
    position: absolute;
    z-index: 1;
    inset-block-end: 100%;
    inset-inline: 0;
    inline-size: fit-content;
    margin: 0 auto 0.343em;
    border-radius: var(--_radius);
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 0.875em;
  }

  .error:not(:empty) {
    padding: 0.4em 0.9em;
  }
`;
