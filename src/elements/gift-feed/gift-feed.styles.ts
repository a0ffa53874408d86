import {css} from 'lit';

export const styles = css`
  :host {
    display: block;
    position: relative;
    min-block-size: 9em;
    pointer-events: none;
  }

  .stage {
    position: absolute;
    inset: 0;
    overflow: hidden;
  }
`;
