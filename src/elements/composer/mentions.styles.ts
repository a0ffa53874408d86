import {css} from 'lit';

export const styles = css`
  .mentions {
    position: absolute;
    z-index: 1;
    inset-block-end: 100%;
    inset-inline: var(--_gap);
    margin: 0;
    padding: 0.267em;
    border: 1px solid var(--_outline);
    border-radius: var(--_radius);
    background: var(--_dialog);
    box-shadow: 0 0.267em 1.067em rgb(0 0 0 / 0.25);
    list-style: none;
  }
  .mention {
    min-block-size: 2.667em;
    padding: 0.534em 0.8em;
    border-radius: 0.534em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    cursor: pointer;
  }
  .mention[aria-selected='true'] {
    background: var(--_tint);
  }
  @media (forced-colors: active) {
    .mention[aria-selected='true'] {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
