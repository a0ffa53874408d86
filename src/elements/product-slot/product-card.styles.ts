import {css} from 'lit';

export const styles = css`
  .card {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: 0.6em;
    padding: 0.6em;
    border: 1px solid var(--_outline);
    border-radius: var(--_radius);
    background: var(--live-product-slot-background, var(--_surface));
    font-size: 0.9375em;
    line-height: 1.35;
  }

  .several {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(12em, 100%), 1fr));
    gap: 0.5em;
  }

  /* As high as one product. The products are in a row, and the edge of the next one is visible. */
  .several:not(.in-card) {
    grid-template-columns: none;
    grid-auto-flow: column;
    grid-auto-columns: minmax(min(15em, 100% - 1.5em), 24em);
    overflow: auto hidden;
    scroll-snap-type: x mandatory;
    scrollbar-width: thin;
    overscroll-behavior-inline: contain;
  }

  .several.in-compact {
    grid-auto-columns: minmax(min-content, calc(100% - 0.4em));
  }

  .several > .card {
    scroll-snap-align: start;
  }

  .strip {
    flex-flow: row wrap;
    align-items: center;
  }

  .image {
    inline-size: 100%;
    aspect-ratio: 4 / 3;
    border-radius: calc(var(--_radius) * 0.7);
    background: rgb(128 128 128 / 0.12);
    object-fit: cover;
  }

  .strip .image {
    flex: none;
    inline-size: 3.4em;
    aspect-ratio: 1;
  }

  /* At least as wide as the price, so that the price does not overlap the action. */
  .facts {
    flex: 1;
    max-inline-size: 100%;
  }

  .strip .facts {
    flex-basis: 7em;
  }

  .title,
  .price-line {
    margin: 0;
  }

  .title {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    font-size: 1em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .strip .title {
    -webkit-line-clamp: 1;
  }

  .price-line {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.6em;
  }

  /* A price wider than the whole product breaks instead of being clipped. */
  .price {
    min-inline-size: 0;
    max-inline-size: 100%;
    overflow-wrap: break-word;
    color: var(--_accent);
    font-size: 1.15em;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    /* Height of the font's own line, which may be more than 1.35, so that the price overlaps no other line. */
    line-height: normal;
  }

  .stock {
    color: var(--_text-quiet);
    font-size: 0.86em;
  }

  .sold-out .price {
    color: var(--_text-quiet);
    text-decoration: line-through;
  }

  .sold-out .stock {
    color: var(--_text);
    font-weight: 700;
  }

  .action {
    display: grid;
    place-items: center;
    min-block-size: 44px;
    padding: 0 1.2em;
    border: 1px solid transparent;
    border-radius: 99em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 700;
    text-decoration: none;
  }

  .secondary {
    border-color: var(--_outline);
    background: none;
    color: var(--_text);
  }

  .compact {
    gap: 0.3em;
    padding: 0.4em;
    font-size: 0.875em;
    line-height: 1.25;
  }

  .compact .image {
    aspect-ratio: 1;
    max-block-size: 6.5em;
  }

  .compact .title {
    -webkit-line-clamp: 1;
    font-weight: 400;
  }

  /* A price of a hundred in a currency with a long sign, e.g. CN¥168.00, stays in one line. A long number widens the
     card. */
  .compact .price {
    overflow-wrap: normal;
    font-size: 0.79em;
    letter-spacing: -0.02em;
  }

  .compact .action {
    min-block-size: 28px;
    padding: 0 0.5em;
  }

  /* The whole card is a link. */
  .action::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: var(--_radius);
  }

  ::slotted([slot='actions']) {
    position: relative;
    z-index: 1;
  }
`;
