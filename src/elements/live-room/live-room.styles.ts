import {css} from 'lit';

/**
 * The grid of the default layout: chat next to the video in landscape, over it in portrait and on a landscape phone.
 */
export const styles = css`
  /* Elements inside inherit --_size from the room, as the size of their parent. */
  :host {
    --_size: 1em;
    font-size: medium;
    white-space: inherit !important;
  }

  .frame {
    display: contents;
  }

  .layout {
    position: relative;
    display: grid;
    block-size: 100%;
    overflow: hidden;
    border-radius: var(--_radius);
    background: #12131a;
  }

  .landscape {
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr) clamp(18em, 32%, 24em);
  }

  /* Rows: header, free video, product, chat, bar. If product and bar fit next to the chat, they are in the chat's row. */
  .overlay {
    --_rows: auto minmax(6.5em, 1fr) auto minmax(auto, calc(27% + 3.75em)) auto;
    grid-template: var(--_rows) / minmax(0, 1fr);
    overflow: hidden auto;
  }

  /* Pieces that do not fit next to the chat have rows of their own, and the layout scrolls if the rows do not fit. */
  .tight {
    --_rows: auto minmax(calc(2.75em + 116px), 1fr) auto minmax(10em, 32%) auto;
  }

  /* A landscape phone: comments fly, and the chat opens by a press. */
  .landscape.overlay {
    --_rows: auto minmax(6.5em, 1fr) auto auto auto;
  }

  /* Header and product have rows of their own, so they never overlap. */
  .stage {
    position: relative;
    display: grid;
    grid-template: auto 1fr auto / minmax(0, 1fr);
    min-block-size: 0;
    /* All content can be reached by scrolling if the text is large and the room small. */
    overflow: hidden auto;
    scrollbar-width: thin;
    color: #fff;
    color-scheme: dark;
    background:
      radial-gradient(70% 60% at 20% 20%, rgb(255 110 90 / 0.5), transparent),
      radial-gradient(70% 60% at 80% 50%, rgb(120 80 255 / 0.5), transparent), #191526;
  }

  .overlay .stage {
    grid-area: 1 / 1 / 6;
    grid-template-rows: var(--_rows);
    overflow: hidden;
  }

  .overlay .aside {
    grid-area: 4 / 1;
  }

  .overlay .bar {
    grid-area: 4 / 1;
  }

  .tight .bar {
    grid-row: 5;
  }

  @supports (grid-template-rows: subgrid) {
    .overlay .stage {
      grid-template-rows: subgrid;
    }
  }

  .aside {
    display: grid;
    grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
    min-block-size: 0;
  }

  .landscape:not(.overlay) .aside {
    grid-area: 1 / 2 / 3;
    background: var(--_surface);
  }

  /* Above the chat, because hearts and messages of the bar extend over it. Its height includes the gifts, which load
     later. */
  .bar {
    z-index: 2;
    display: flex;
    align-items: center;
    min-block-size: 5.25em;
    padding: 0.15em var(--_gap);
  }

  .landscape:not(.overlay) .bar {
    border-block-start: 1px solid var(--_outline);
    background: var(--_surface);
  }

  .stage:fullscreen {
    grid-template-rows: auto 1fr auto;
    inline-size: 100%;
    block-size: 100%;
  }
`;
