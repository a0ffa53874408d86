import {css} from 'lit';
import {cartStyles} from './cart-view.styles.js';

const shelfStyles = css`
  .drawer {
    position: fixed;
    inset: auto 0 0;
    inline-size: 100%;
    max-inline-size: none;
    block-size: fit-content;
    max-block-size: min(75vh, 42em);
    max-block-size: min(75dvh, 42em);
    margin: 0 auto;
    padding: 0;
    border: 0;
    border-radius: var(--_radius) var(--_radius) 0 0;
    overflow: hidden;
    background: var(--_dialog);
  }

  .drawer[open] {
    display: flex;
  }

  .drawer::backdrop {
    background: rgb(0 0 0 / 0.4);
  }

  .drawer .panel {
    flex: 1;
    padding-block-end: env(safe-area-inset-bottom, 0);
  }

  @media (min-width: 48em) {
    .drawer {
      inset-block: 0;
      inset-inline: auto 0;
      inline-size: 26em;
      block-size: auto;
      max-block-size: none;
      margin: 0;
      border-radius: 0;
    }
  }

  .panel {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    min-inline-size: 0;
    background: var(--_dialog);
    line-height: 1.35;
  }

  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }

  .heading {
    margin: 0;
    padding: 0.6em 0.75em;
    font-size: 1.05em;
  }

  .close {
    min-inline-size: 44px;
    min-block-size: 44px;
    font-size: 1.4em;
    line-height: 1;
  }

  .search {
    min-block-size: 44px;
    margin: 0 0.75em 0.5em;
    padding: 0 0.8em;
    border: 1px solid var(--_outline);
    border-radius: 99em;
    background: none;
  }

  .nothing {
    margin: 0;
    padding: 0.75em;
    color: var(--_text-quiet);
  }

  .list {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .list {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
  }

  /* Since Chrome 144 and Firefox 150 it also holds the wheel over a list that does not overflow, so a list in the page has none. */
  .drawer .list {
    overscroll-behavior: contain;
  }

  .grid .list {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(18em, 100%), 1fr));
  }

  /* A long list draws only the products in view. */
  .item {
    position: relative;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0.2em 0.75em;
    align-items: center;
    padding: 0.6em 0.75em;
    border-block-start: 1px solid var(--_outline);
  }

  @supports (contain-intrinsic-size: auto 1em) {
    .item {
      content-visibility: auto;
      contain-intrinsic-size: auto 6.5em;
    }
  }

  .picture {
    inline-size: 4.6em;
    aspect-ratio: 1;
    border-radius: calc(var(--_radius) * 0.7);
    overflow: hidden;
    background: rgb(128 128 128 / 0.12);
  }

  .image {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .sold-out .image {
    opacity: 0.5;
  }

  .badge {
    display: inline-block;
    margin-inline-end: 0.3em;
    padding: 0.05em 0.6em;
    border-radius: 99em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 0.75em;
    font-weight: 700;
  }

  .title {
    margin: 0;
    font-size: 0.9375em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .title > * {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    min-block-size: 24px;
    color: inherit;
    font-weight: inherit;
    text-align: start;
    text-decoration: none;
  }

  .price-line {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.5em;
    margin: 0;
  }

  .price {
    color: var(--_accent);
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }

  .compare-at,
  .stock {
    color: var(--_text-quiet);
    font-size: 0.86em;
  }

  .sold-out .price {
    color: var(--_text-quiet);
  }

  .sold-out .stock {
    color: var(--_text);
    font-weight: 700;
  }

  .variant {
    max-inline-size: 100%;
    min-block-size: 32px;
    margin-block-start: 0.2em;
    padding: 0 0.4em;
    border: 1px solid var(--_outline);
    border-radius: 0.5em;
    background: var(--_dialog);
    color: var(--_text);
    font-size: 0.875em;
  }

  .notice {
    margin: 0;
    font-size: 0.86em;
    font-weight: 600;
  }

  .notice:empty {
    display: none;
  }

  .add {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .add svg {
    inline-size: 22px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .add[aria-disabled='true'] {
    border: 1px solid var(--_outline);
    background: none;
    color: var(--_text-quiet);
    cursor: default;
  }

  @media (prefers-reduced-motion: no-preference) {
    .drawer[open] {
      animation: enter 0.2s ease-out;
    }

    @keyframes enter {
      from {
        transform: translateY(2em);
        opacity: 0;
      }
    }
  }

  @media (forced-colors: active) {
    .add,
    .badge {
      border: 1px solid;
    }
  }
`;

export const styles = [shelfStyles, cartStyles];
