import {css} from 'lit';

export const styles = css`
  :host {
    display: block;
    position: relative;
    overflow: hidden;
  }

  /* Nothing of it makes the place larger or smaller: a picture that comes, turns or goes moves nothing around it. */
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
