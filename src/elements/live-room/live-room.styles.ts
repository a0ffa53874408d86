import {css} from 'lit';

/** The grid of the default layout in portrait and landscape. */
export const styles = css`
  /* Elements inside inherit --_size from the room, as the size of their parent. */
  :host {
    --_size: 1em;
    font-size: medium;
    white-space: inherit !important;
  }

  .layout {
    display: grid;
    block-size: 100%;
    overflow: hidden;
    border-radius: var(--_radius);
    background: #12131a;
  }

  .landscape {
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr) clamp(18em, 32%, 24em);
  }

  .portrait {
    grid-template: 50% minmax(0, 1fr) auto / minmax(0, 1fr);
  }

  /* Header, danmaku and, in portrait, the chat have rows of their own, so they never overlap. */
  .stage {
    position: relative;
    display: grid;
    grid-template: auto 1fr auto / minmax(0, 1fr);
    min-block-size: 0;
    /* Everything can be scrolled to if the text is large and the room small. */
    overflow: hidden auto;
    scrollbar-width: thin;
    color: #fff;
    color-scheme: dark;
    background:
      radial-gradient(70% 60% at 20% 20%, rgb(255 110 90 / 0.5), transparent),
      radial-gradient(70% 60% at 80% 50%, rgb(120 80 255 / 0.5), transparent), #191526;
  }

  .portrait .stage {
    grid-area: 1 / 1 / 4;
    grid-template-rows: auto 1fr auto 50%;
  }

  .portrait .aside {
    grid-area: 2 / 1;
  }

  .portrait .bar {
    grid-area: 3 / 1;
  }

  /* The chat shrinks if the upper part needs more height; if both do not fit, the layout scrolls. */
  @supports (grid-template-rows: subgrid) {
    .portrait {
      grid-template-rows: auto minmax(auto, 1fr) auto minmax(max(22%, 8.5em), max(32%, 8.5em)) auto;
      overflow: hidden auto;
    }

    .portrait .stage {
      grid-area: 1 / 1 / 6;
      grid-template-rows: subgrid;
    }

    .portrait .aside {
      grid-row: 4;
    }

    .portrait .bar {
      grid-row: 5;
    }

    .portrait.short {
      grid-template-rows: auto minmax(auto, 1fr) auto minmax(4.75em, 32%) auto;
    }
  }

  .stage:fullscreen {
    grid-template-rows: auto 1fr auto;
    inline-size: 100%;
    block-size: 100%;
  }
`;
