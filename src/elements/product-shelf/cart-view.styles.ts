import {css} from 'lit';

export const cartStyles = css`
  .cart {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 0.75em;
    align-items: center;
    padding: 0.4em 0.75em;
    border-block-start: 1px solid var(--_outline);
  }

  .lines[open] {
    grid-column: 1 / -1;
  }

  .lines summary {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75em;
    align-items: center;
    min-block-size: 44px;
    cursor: pointer;
  }

  .lines summary::before {
    content: '▸';
  }

  .lines[open] summary::before {
    content: '▾';
  }

  .lines ul {
    margin: 0;
    padding: 0;
    list-style: none;
    max-block-size: 30vh;
    overflow: hidden auto;
  }

  .sum {
    font-variant-numeric: tabular-nums;
  }

  .line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    gap: 0 0.75em;
    align-items: center;
  }

  .line-title {
    overflow-wrap: anywhere;
  }

  .quantity {
    display: flex;
    align-items: center;
  }

  .quantity button {
    min-inline-size: 36px;
    min-block-size: 44px;
    font-size: 1.1em;
  }

  .quantity output {
    min-inline-size: 1.5em;
    text-align: center;
  }

  .cart > .notice {
    grid-column: 1 / -1;
  }

  .checkout {
    display: grid;
    place-items: center;
    min-block-size: 44px;
    padding: 0 1.2em;
    border-radius: 99em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 700;
    text-decoration: none;
  }

  @media (forced-colors: active) {
    .checkout {
      border: 1px solid;
    }
  }
`;
