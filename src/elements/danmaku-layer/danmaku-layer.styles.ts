import {css} from 'lit';

export const styles = css`
  :host {
    display: block;
    position: relative;
    isolation: isolate;
    --_shade: var(--live-danmaku-outline, rgb(0 0 0 / 0.85));
  }

  /* Only the stage: its host holds the picture, which must go on sizing it. */
  .stage {
    position: absolute;
    inset: 0;
    z-index: 1;
    contain: strict;
    overflow: hidden;
    pointer-events: none;
  }

  .belt {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 0;
    will-change: transform;
  }

  .line {
    position: absolute;
    block-size: 1.25em;
    padding-inline: 0.25em;
    border: 0.08em solid transparent;
    border-radius: 99em;
    overflow: hidden;
    color: var(--live-danmaku-color, #fff);
    font-weight: 600;
    line-height: 1.09;
    white-space: nowrap;
    text-shadow:
      0 0 0.08em var(--_shade),
      0.04em 0.04em 0.06em var(--_shade),
      -0.04em -0.04em 0.06em var(--_shade),
      0 0.06em 0.2em var(--_shade);
    cursor: pointer;
    pointer-events: auto;
    user-select: none;
    -webkit-user-select: none;
  }

  .dark {
    --_shade: rgb(255 255 255 / 0.85);
  }

  .own {
    border-color: var(--live-danmaku-own, var(--live-accent, #ff6b8b));
    background: var(--_scrim);
  }

  .gift {
    color: var(--live-danmaku-gift, #ffe08a);
  }

  .centred,
  .stacked {
    max-inline-size: 100%;
    text-overflow: ellipsis;
  }

  .centred {
    inset-inline: 0;
    inline-size: fit-content;
    margin-inline: auto;
  }

  .lift {
    position: absolute;
    z-index: 2;
    display: flex;
    align-items: center;
    gap: 0.5rem;
    max-inline-size: 100%;
    pointer-events: auto;
  }

  .copy {
    position: static;
    min-inline-size: 0;
    text-overflow: ellipsis;
    background: var(--_scrim);
    box-shadow: 0 0 0 0.1em rgb(255 255 255 / 0.7);
  }

  .settings {
    position: absolute;
    z-index: 3;
    inset-block: var(--live-danmaku-settings-block, auto 0.5rem);
    inset-inline: var(--live-danmaku-settings-inline, auto 0.5rem);
    pointer-events: auto;
  }

  .toggle {
    display: grid;
    place-items: center;
    inline-size: 2.75rem;
    block-size: 2.75rem;
    border-radius: 50%;
    background: var(--_scrim);
    box-shadow: 0 0 0 1px rgb(255 255 255 / 0.3);
    color: #fff;
  }

  .toggle svg {
    inline-size: 1.4rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
  }
`;
