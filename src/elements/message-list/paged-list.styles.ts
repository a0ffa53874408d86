import {css} from 'lit';

/**
 * A page out of view needs neither layout nor paint, but browser search and screen readers find its text. The last two
 * pages are always drawn, because new lines are added there. Browsers without scroll anchoring, or without an estimated
 * height for such pages, lay out all pages.
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
