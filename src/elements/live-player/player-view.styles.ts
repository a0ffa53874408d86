import {css} from 'lit';

export const styles = css`
  .source {
    position: absolute;
    inset: 0;
  }

  .source > *,
  .source video {
    position: absolute !important;
    inset: 0;
    inline-size: 100% !important;
    block-size: 100% !important;
    background: none !important;
  }

  /* The space around a video is dark on every background. */
  .has-video {
    background: var(--live-player-background, #0d0d13);
  }

  .source video {
    object-fit: contain !important;
    object-position: var(--live-player-position, center);
  }

  .covered .camera video {
    object-fit: cover !important;
  }

  .screen-shared .camera {
    z-index: 1;
    inset: var(--live-player-camera-inset, auto 0.75em 0.75em auto);
    inline-size: min(28%, 12em);
    aspect-ratio: 4 / 3;
    border-radius: var(--_radius);
    overflow: hidden;
    box-shadow: 0 0.2em 1em rgb(0 0 0 / 0.4);
  }

  .poster.hidden {
    visibility: hidden;
  }

  .message,
  .play,
  .spinner {
    position: absolute;
    z-index: 1;
    inset: var(--live-player-message-top, 50%) 0 auto;
    inline-size: fit-content;
    max-inline-size: 90%;
    margin: 0 auto;
    transform: translateY(-50%);
  }

  .message {
    inset-block-start: calc(var(--live-player-message-top, 50%) + var(--live-player-message-offset, 5em));
    padding: 0.5em 1em;
    border-radius: var(--_radius);
    background: rgb(10 10 16 / 0.78);
    color: #fff;
    font-size: 0.9375em;
    text-align: center;
  }

  .message:empty {
    display: none;
  }

  .play {
    z-index: 3;
    display: flex;
    align-items: center;
    gap: 0.4em;
    min-block-size: 48px;
    padding: 0 1.2em;
    border-radius: 99em;
    background: rgb(255 255 255 / 0.94);
    color: #16171d;
    font-weight: 700;
  }

  .play svg,
  .control svg {
    inline-size: 1.5em;
    max-inline-size: 60%;
    block-size: 1.5em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linejoin: round;
    stroke-linecap: round;
  }

  .spinner {
    inline-size: 2.5em;
    block-size: 2.5em;
    border: 0.25em solid rgb(255 255 255 / 0.9);
    border-block-start-color: transparent;
    border-radius: 50%;
    margin-block-start: -1.25em;
    animation: turn 0.9s linear infinite;
  }

  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }

  .controls {
    position: absolute;
    z-index: 2;
    inset: var(--live-player-controls-inset, auto 0.5em 0.5em 0.5em);
    display: flex;
    flex-flow: var(--live-player-controls-flow, row);
    align-items: center;
    gap: 0.25em;
    inline-size: fit-content;
    transition: opacity 0.25s;
  }

  .controls.hidden {
    opacity: 0;
  }

  .control {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    background: rgb(10 10 16 / 0.6);
    color: #fff;
  }

  .control:disabled {
    opacity: 0.5;
    cursor: default;
  }

  .volume {
    inline-size: 5em;
    block-size: 24px;
    accent-color: #fff;
  }

  @media (hover: none) {
    .volume {
      display: none;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 3s;
    }

    .controls {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .spinner {
      border-block-start-color: Canvas;
    }

    .control,
    .play {
      border: 1px solid ButtonText;
      background: ButtonFace;
    }
  }
`;
