import {css} from 'lit';

export const styles = css`
  :host {
    --_background: var(--live-chat-panel-background, var(--_surface));
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 8em;
    background: var(--_background);
    --_font-size: 0.9375em;
    --_line-height: 1.45;
  }

  .list-area {
    position: relative;
    flex: 1;
    min-block-size: 0;
    display: flex;
  }

  .list {
    flex: 1;
    min-inline-size: 0;
    overflow-y: auto;
    will-change: scroll-position;
    padding: 0.6em var(--_gap);
    scrollbar-width: thin;
  }

  .list:focus-visible {
    outline-offset: -0.16em;
  }

  .empty {
    padding: 1.5em 0.5em;
    color: var(--_text-quiet);
    text-align: center;
  }
`;
