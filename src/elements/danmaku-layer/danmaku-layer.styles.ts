import {css} from 'lit';

export const styles = css`
  :host {
    display: block;
    position: relative;
    isolation: isolate;
    --_shade: var(--live-danmaku-layer-outline, rgb(0 0 0 / 0.85));
  }

  /* Only the stage is clipped and contained, because the host takes its size from the picture in it. */
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

  .settings {
    position: absolute;
    z-index: 3;
    display: flex;
    gap: 0.5em;
    inset-block: var(--live-danmaku-layer-settings-block, auto 0.5em);
    inset-inline: var(--live-danmaku-layer-settings-inline, auto 0.5em);
    pointer-events: auto;
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
    .control {
      border: 1px solid ButtonText;
      background: ButtonFace;
      color: ButtonText;
    }
  }
`;
