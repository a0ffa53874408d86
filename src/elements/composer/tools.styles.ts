import {css} from 'lit';

export const styles = css`
  .composer {
    position: relative;
  }
  .tool {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 2.934em;
    block-size: 2.934em;
    border-radius: 50%;
    color: var(--_text-quiet);
    touch-action: none;
    -webkit-user-select: none;
    user-select: none;
  }
  .tool:hover {
    color: var(--_text);
  }
  .tool svg {
    inline-size: 1.6em;
    fill: none;
    stroke: currentColor;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 1.8;
    pointer-events: none;
  }
  .tool.chosen {
    color: var(--_accent);
  }
  .more {
    display: var(--_composer-tools, grid);
    inline-size: 2.4em;
  }
  .more svg {
    transition: transform 0.2s;
  }
  .more[aria-expanded='true'] svg {
    transform: rotate(45deg);
  }
  .tools {
    display: flex;
    grid-column: 1 / -1;
    gap: 0.267em;
    padding-block-start: 0.267em;
  }
  .reply-bar {
    display: flex;
    align-items: center;
    grid-column: 1 / -1;
    min-inline-size: 0;
    margin: 0;
  }
  .target {
    flex: 1;
    min-inline-size: 0;
  }
  .composer .cancel {
    flex: none;
    min-inline-size: 2.934em;
    min-block-size: 2.934em;
  }
  .panel {
    position: absolute;
    z-index: 2;
    inset-block-end: 100%;
    inset-inline: var(--_gap);
    padding: 0.534em;
    border: 1px solid var(--_outline);
    border-radius: var(--_radius);
    background: var(--_dialog);
    color: var(--_text);
    box-shadow: 0 0.267em 1.067em rgb(0 0 0 / 0.25);
  }
  @media (forced-colors: active) {
    .tool.chosen {
      outline: 2px solid Highlight;
      outline-offset: -4px;
    }
  }
`;
