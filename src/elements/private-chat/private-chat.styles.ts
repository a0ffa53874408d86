import {css} from 'lit';

export const styles = css`
  :host {
    position: relative;
    font-size: 0.9375rem;
    line-height: 1.45;
  }

  .opener {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: var(--live-private-chat-size, 3rem);
    block-size: var(--live-private-chat-size, 3rem);
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
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
    inset-block-start: -0.25rem;
    inset-inline-end: -0.25rem;
    min-inline-size: 1.25rem;
    padding: 0 0.35em;
    border: 2px solid var(--_surface);
    border-radius: 99em;
    background: #c21f2f;
    color: #fff;
    font-size: 0.75rem;
    font-weight: 700;
    line-height: 1.4;
    text-align: center;
  }
`;
