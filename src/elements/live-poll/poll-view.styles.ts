import {css} from 'lit';

export const styles = css`
  .card {
    display: grid;
    gap: 0.4em;
    padding: 0.6em 0.8em;
    border: 1px solid var(--_outline);
    border-radius: var(--_radius);
    background: var(--_surface);
    font-size: 0.9375em;
    line-height: 1.35;
  }

  .question,
  .total,
  .error {
    margin: 0;
  }

  .question {
    font-size: 1em;
    overflow-wrap: anywhere;
  }

  .options {
    display: grid;
    gap: 0.3em;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .option {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    gap: 0 0.6em;
    align-items: center;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 0.25em 0.7em;
    border: 1px solid var(--_outline);
    border-radius: calc(var(--_radius) * 0.7);
    text-align: start;
  }

  .option[aria-pressed='true'] {
    border-color: var(--_accent);
  }

  .text {
    overflow-wrap: anywhere;
  }

  .own {
    color: var(--_accent);
    font-size: 0.8em;
    font-weight: 700;
  }

  .share {
    font-variant-numeric: tabular-nums;
  }

  .bar {
    grid-column: 1 / -1;
    inline-size: 100%;
    block-size: 0.35em;
    accent-color: var(--_accent);
  }

  .total,
  .error {
    color: var(--_text-quiet);
    font-size: 0.86em;
  }

  .error:empty {
    display: none;
  }

  @media (forced-colors: active) {
    .option[aria-pressed='true'] {
      border: 2px solid Highlight;
    }
  }
`;
