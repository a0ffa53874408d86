import {css} from 'lit';

export const styles = css`
  :host {
    position: relative;
    --_font-size: 0.9375em;
    --_line-height: 1.45;
  }

  .opener {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: var(--live-private-chat-size, 3em);
    block-size: var(--live-private-chat-size, 3em);
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 1em;
  }

  .opener svg {
    inline-size: 55%;
    fill: none;
    stroke: currentColor;
    stroke-linejoin: round;
    stroke-width: 1.8;
  }

  .unread {
    position: absolute;
    inset-block-start: -0.334em;
    inset-inline-end: -0.334em;
    min-inline-size: 1.667em;
    padding: 0 0.35em;
    border: 2px solid var(--_surface);
    border-radius: 99em;
    background: #c21f2f;
    color: #fff;
    font-size: 0.75em;
    font-weight: 700;
    line-height: 1.4;
    text-align: center;
  }

  @media (forced-colors: active) {
    .opener {
      border: 2px solid ButtonText;
    }
  }
`;
