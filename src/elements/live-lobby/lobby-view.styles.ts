import {css} from 'lit';

export const styles = css`
  .lobby {
    position: relative;
    display: grid;
    gap: 0.6em;
    justify-items: center;
    padding: 1em;
    border-radius: var(--_radius);
    overflow: hidden;
    background: var(--_surface);
    line-height: 1.35;
    text-align: center;
  }

  .poster,
  .trailer {
    inline-size: 100%;
    max-block-size: 14em;
    border-radius: calc(var(--_radius) * 0.7);
    object-fit: cover;
  }

  .title,
  .countdown,
  .date {
    margin: 0;
  }

  .title {
    font-size: 1.2em;
    overflow-wrap: anywhere;
  }

  .countdown {
    font-size: 1.6em;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }

  .label {
    display: block;
    color: var(--_text-quiet);
    font-size: 0.5em;
    font-weight: 400;
  }

  .date {
    color: var(--_text-quiet);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    justify-content: center;
  }

  .button {
    min-block-size: 44px;
    padding: 0.3em 1.2em;
    border: 1px solid var(--_outline);
    border-radius: 1.6em;
    font-weight: 700;
    overflow-wrap: anywhere;
  }

  .primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .primary[aria-disabled='true'] {
    border-color: var(--_outline);
    background: none;
    color: var(--_text);
  }

  .products {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(7em, 1fr));
    gap: 0.6em;
    inline-size: 100%;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: 0.875em;
  }

  .products a {
    display: grid;
    gap: 0.2em;
    color: inherit;
    text-decoration: none;
  }

  .products img {
    inline-size: 100%;
    aspect-ratio: 1;
    border-radius: calc(var(--_radius) * 0.7);
    object-fit: cover;
  }

  .products span {
    overflow-wrap: anywhere;
  }
`;
