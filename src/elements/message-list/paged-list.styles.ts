import {css} from 'lit';

/**
 * A page out of view needs neither layout nor paint, but can be found in the page and read by screen readers. The last two pages
 * are always drawn, because new lines arrive there. Browsers without scroll anchoring, or without a guessed height for such
 * pages, lay out all pages.
 */
export const pagedListStyles = css`
  .page {
    margin-inline: -0.4em;
    padding-inline: 0.4em;
    contain: content;
  }
  @supports (overflow-anchor: auto) and (contain-intrinsic-block-size: auto 1px) {
    .page:nth-last-child(n + 3) {
      content-visibility: auto;
    }
  }
`;
