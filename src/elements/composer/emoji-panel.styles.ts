import {css} from 'lit';

export const styles = css`
  .panel.emoji {
    display: flex;
    flex-direction: column;
    gap: 0.4em;
    block-size: min(20.267em, 60vh);
  }
  .emoji .search {
    box-sizing: border-box;
    flex: none;
    inline-size: 100%;
    min-block-size: 2.5em;
    padding: 0 0.75em;
    border: 1px solid var(--_outline);
    border-radius: calc(var(--_radius) * 99);
    background: transparent;
    color: inherit;
    font: inherit;
    font-size: max(1em, 16px);
  }
  .emoji .tabs {
    display: flex;
    flex: none;
    justify-content: space-between;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .emoji .tab {
    flex: none;
    inline-size: 2em;
    block-size: 2em;
    border-block-end: 2px solid transparent;
    font-family: 'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif;
    font-size: 1.2em;
  }
  .emoji .tab[aria-pressed='true'] {
    border-block-end-color: var(--_accent);
  }
  .emoji .grid {
    display: grid;
    flex: 1;
    grid-template-columns: repeat(auto-fill, minmax(2.667em, 1fr));
    align-content: start;
    min-block-size: 0;
    overflow-y: auto;
  }
  .emoji .choice {
    block-size: 1.819em;
    border-radius: 0.364em;
    font-family: 'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif;
    font-size: 1.467em;
    line-height: 1;
  }
  .emoji .choice:hover,
  .emoji .choice:focus-visible {
    background: var(--_tint);
  }
  @media (forced-colors: active) {
    .emoji .tab {
      forced-color-adjust: none;
    }
    .emoji .tab[aria-pressed='true'] {
      border-block-end-color: Highlight;
    }
  }
`;
