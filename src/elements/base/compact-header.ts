import {css} from 'lit';

/** Styles of `<room-header compact>`; the default layout loads them with the pieces over the video. */
export const styles = css`
  /* One row, as long as its pieces fit, and the notice with its button below it. */
  .compact {
    gap: 0.375em;
  }

  .compact .host {
    flex: 1 1 7em;
    max-inline-size: max-content;
    padding-block: 0;
    line-height: 1.25;
  }

  .compact .avatar {
    inline-size: 2.4em;
    block-size: 2.4em;
  }

  /* A small disc in a target large enough to press. */
  .compact .follow,
  .compact .follow[aria-pressed='true'] {
    inline-size: 44px;
    padding: 7px;
    border: 0;
    background-clip: content-box;
    font-size: 1.15em;
    line-height: 1;
  }

  .compact .info {
    flex: none;
    margin-inline-start: auto;
    gap: 0.375em;
  }

  .viewers {
    display: flex;
    align-items: center;
    gap: 0.3em;
  }

  .viewers svg {
    inline-size: 1.15em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
  }

  .compact .notice {
    flex: initial;
    margin: 0;
    max-inline-size: calc(100% - 44px);
    -webkit-line-clamp: 1;
    border-width: 0.15em 0;
    border-radius: 1em;
  }

  .compact .more {
    min-inline-size: 32px;
    min-block-size: 28px;
    padding: 0;
  }
`;
