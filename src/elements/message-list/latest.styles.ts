import {css} from 'lit';

/** Styles of the button that scrolls to the newest line. */
export const latestStyles = css`
  .latest {
    position: absolute;
    inset-block-end: 0.5em;
    inset-inline: 0;
    inline-size: fit-content;
    margin-inline: auto;
    min-block-size: 2.2em;
    padding: 0.2em 1em;
    border-radius: 99em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 0.9em;
    font-weight: 600;
    box-shadow: 0 0.15em 0.7em rgb(0 0 0 / 0.25);
  }
  @media (forced-colors: active) {
    .latest {
      border: 1px solid;
    }
  }
`;
