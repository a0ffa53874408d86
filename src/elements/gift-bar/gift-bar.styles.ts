import {css} from 'lit';

export const styles = css`
  :host {
    display: block;
    position: relative;
    min-inline-size: 0;
    background: var(--live-gift-bar-background, var(--_surface));
  }
`;
