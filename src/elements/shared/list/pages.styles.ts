import {css} from 'lit';

/**
 * A page out of view costs nothing: neither layout nor paint; finding in the page and screen readers still know it. The last
 * ones are where lines come. Browsers that do not hold a list still while what is above grows lay out all of it,
 * and so do those that cannot be told how high such a page is.
 */
export const pagesStyles = css`
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
