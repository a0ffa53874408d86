import {css} from 'lit';

export const styles = css`
  .panel {
    position: fixed;
    inset: auto;
    inline-size: min(21.334em, 100% - 1.067em);
    max-block-size: min(34.134em, 100% - 1.067em);
    margin: 0;
    padding: 0;
    border: 1px solid var(--_outline);
    border-radius: var(--_radius);
    overflow: hidden auto;
    pointer-events: auto;
    background: var(--_dialog);
    color: var(--_text);
    font-size: 0.9375em;
    box-shadow: 0 0.534em 2.134em rgb(0 0 0 / 0.4);
  }
  .panel::backdrop {
    background: none;
  }
  .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.267em 0.8em;
    padding: 0.8em 1.067em;
  }
  .title {
    align-self: center;
    margin: 0;
    font-size: 1.134em;
  }
  .panel .close {
    grid-area: 1 / 2;
  }
  .row,
  .group {
    grid-column: 1 / -1;
  }
  .row {
    display: flex;
    align-items: center;
    gap: 0.8em;
    min-block-size: 2.934em;
  }
  .row .name {
    flex: 1 1 6.934em;
  }
  .slider {
    flex: 1 1 8.534em;
    min-inline-size: 0;
    accent-color: var(--_accent);
  }
  .value {
    inline-size: 3.5em;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .check {
    inline-size: 1.334em;
    block-size: 1.334em;
    accent-color: var(--_accent);
  }
  .group {
    min-inline-size: 0;
    margin: 0;
    padding: 0.534em 0 0;
    border: 0;
  }
  .word {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 2.667em;
    padding-inline: 0.6em;
    border: 1px solid var(--_text-quiet);
    border-radius: 0.534em;
    background: none;
    color: inherit;
    font: inherit;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.427em;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .chip {
    max-inline-size: 100%;
  }
  .panel button {
    min-block-size: 2.4em;
    max-inline-size: 100%;
    padding-inline: 0.8em;
    border: 1px solid var(--_outline);
    border-radius: calc(var(--_radius) * 99);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .panel .reset {
    grid-column: 1 / -1;
    justify-self: start;
    margin-block-start: 0.534em;
  }
  @media (max-width: 480px) {
    .panel {
      inset: auto 0.534em 0.534em;
      inline-size: auto;
      max-inline-size: none;
      max-block-size: 55%;
    }
  }
`;
