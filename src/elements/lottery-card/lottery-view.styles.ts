import {css} from 'lit';

export const styles = css`
  .card {
    display: grid;
    gap: 0.4em;
    padding: 0.6em 0.8em 0.3em;
    border: 1px solid var(--_outline);
    border-radius: var(--_radius);
    background: var(--live-lottery-card-background, var(--_surface));
    font-size: 0.9375em;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }

  .won {
    border: 2px solid #e0a100;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: 0 0.5em;
  }

  .symbol {
    color: var(--_accent);
    font-size: 1.5em;
    line-height: 1.2;
  }

  .titles {
    flex: 1 1 5em;
  }

  .name,
  .prize,
  .hint,
  .error {
    margin: 0;
  }

  .name {
    color: var(--_accent);
    font-size: 0.86em;
    font-weight: 700;
  }

  .prize {
    font-weight: 700;
  }

  .keyword {
    display: inline-block;
    padding: 0.05em 0.5em;
    border: 1px dashed var(--_accent);
    border-radius: 0.4em;
    color: var(--_accent);
  }

  .entry {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.3em 0.8em;
  }

  .hint {
    flex: 1 1 5em;
  }

  .countdown {
    font-size: 1.3em;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }

  .enter {
    min-block-size: 44px;
    padding: 0 1em;
    border-radius: calc(var(--_radius) * 99);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 700;
  }

  .enter[aria-disabled='true'] {
    border: 1px solid var(--_outline);
    background: none;
    color: var(--_text);
    cursor: default;
  }

  .close {
    min-inline-size: 44px;
    min-block-size: 44px;
    margin: -0.5em;
    font-size: 1.3em;
    line-height: 1;
  }

  .winners {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3em;
    max-block-size: 7em;
    margin: 0;
    padding: 0;
    overflow: auto;
    list-style: none;
  }

  .winners li {
    padding: 0.1em 0.7em;
    border: 1px solid var(--_outline);
    border-radius: calc(var(--_radius) * 99);
  }

  .winners .own {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 700;
  }

  .error {
    color: var(--_text-quiet);
    font-size: 0.86em;
  }

  .error:empty {
    display: none;
  }

  .proof {
    color: var(--_text-quiet);
    font-size: 0.8em;
  }

  .proof summary {
    inline-size: fit-content;
    padding: 0.25em 0;
    cursor: pointer;
  }

  .proof dl,
  .proof dd {
    margin: 0;
  }

  .proof dt {
    font-weight: 700;
  }

  .proof dd {
    font-family: ui-monospace, monospace;
  }

  @media (prefers-reduced-motion: no-preference) {
    .won .symbol {
      animation: cheer 0.7s ease-in-out 4 alternate;
    }

    @keyframes cheer {
      to {
        transform: rotate(-12deg) scale(1.25);
      }
    }
  }
  @media (forced-colors: active) {
    .enter {
      border: 1px solid;
    }

    .winners .own {
      border: 2px solid Highlight;
    }
  }
`;
