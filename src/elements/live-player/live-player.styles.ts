import {css} from 'lit';

export const styles = css`
  :host {
    display: block;
    position: relative;
    overflow: hidden;
  }

  /* No content changes the player's size, so a video that starts, rotates or ends moves nothing around the player. */
  .box,
  .poster,
  .poster img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }

  .poster img {
    object-fit: contain;
  }
`;
