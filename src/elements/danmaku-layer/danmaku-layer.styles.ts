import {css} from 'lit';

export const styles = css`
  :host {
    display: block;
    position: relative;
    isolation: isolate;
    --_shade: var(--live-danmaku-layer-outline, rgb(0 0 0 / 0.85));
  }

  /* Only the stage is clipped and contained: the host takes its size from the picture in it. */
  .stage {
    position: absolute;
    inset: 0;
    z-index: 1;
    contain: strict;
    overflow: hidden;
    pointer-events: none;
    -webkit-mask: var(--live-danmaku-layer-mask, none) center / 100% 100% no-repeat;
    mask: var(--live-danmaku-layer-mask, none) center / 100% 100% no-repeat;
  }

  .held-line {
    position: absolute;
    z-index: 4;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em;
    inline-size: max-content;
    max-inline-size: 100%;
    pointer-events: auto;
  }

  .settings {
    position: absolute;
    z-index: 3;
    display: flex;
    gap: 0.5em;
    inset-block: var(--live-danmaku-layer-settings-block, auto 0.5em);
    inset-inline: var(--live-danmaku-layer-settings-inline, auto 0.5em);
    pointer-events: auto;
  }

  .line-action {
    flex: none;
    min-block-size: 2.572em;
    padding-inline: 0.9em;
    border-radius: 99em;
    white-space: nowrap;
    background: #fff;
    color: #16171d;
    font-size: 0.875em;
    font-weight: 600;
  }

  .control {
    display: grid;
    place-items: center;
    inline-size: 2.75em;
    block-size: 2.75em;
    border-radius: 50%;
    background: var(--_scrim);
    box-shadow: 0 0 0 1px rgb(255 255 255 / 0.3);
    color: #fff;
  }

  .control svg {
    inline-size: 1.4em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
  }

  @media (forced-colors: active) {
    .control,
    .line-action {
      border: 1px solid ButtonText;
      background: ButtonFace;
      color: ButtonText;
    }

    .stage .line {
      -webkit-text-stroke: 0;
      border-color: Canvas;
      background: Canvas;
    }

    .stage .line[data-badge]::before {
      -webkit-text-stroke-width: 0;
    }

    .stage .gift {
      border-color: CanvasText;
      border-style: dashed;
    }

    .stage .own {
      border-color: Highlight;
    }
  }
`;
