import {css} from 'lit';

export const styles = css`
  .cover {
    position: relative;
    display: block;
    inline-size: fit-content;
    min-inline-size: 3.2em;
    min-block-size: 3.2em;
    max-inline-size: min(100%, 13.867em);
    max-block-size: 11.734em;
    margin-block: 0.267em;
    border-radius: 0.64em;
    overflow: hidden;
    background: var(--_outline);
  }
  .cover img,
  .cover canvas {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    max-block-size: 11.734em;
    object-fit: cover;
  }
  .video-cover {
    inline-size: 13.867em;
    min-block-size: 6.4em;
  }
  .video-cover svg {
    position: absolute;
    inset: 0;
    inline-size: 2.934em;
    margin: auto;
    padding: 0.64em;
    border-radius: 50%;
    background: var(--_scrim);
    fill: #fff;
  }
  .playing {
    display: block;
    inline-size: 100%;
    max-block-size: 17.067em;
    margin-block: 0.267em;
    border-radius: 0.64em;
    background: #000;
  }
  .voice {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-block-size: 2.4em;
    margin-block: 0.16em;
    padding-inline: 0.8em;
    border: 1px solid var(--_outline);
    border-radius: calc(var(--_radius) * 99);
  }
  .voice svg {
    inline-size: 1.067em;
    fill: currentColor;
  }
  .bar {
    inline-size: 5.334em;
    block-size: 0.267em;
    border-radius: calc(var(--_radius) * 99);
    overflow: hidden;
    background: var(--_outline);
  }
  .played {
    display: block;
    block-size: 100%;
    background: var(--_accent);
  }
  .seconds {
    font-variant-numeric: tabular-nums;
  }
  .broken {
    color: var(--_text-quiet);
    font-style: italic;
  }
  /* Uses percentages of the window, because on a page with 'zoom' viewport units do not match the window. */
  .large {
    font-size: 1em;
    inset: 0;
    inline-size: 100%;
    max-inline-size: none;
    block-size: 100%;
    max-block-size: none;
    padding: 0;
    border: 0;
    overflow: visible;
    background: none;
    pointer-events: auto;
  }
  .large[open] {
    display: grid;
    grid-template: 100% / 100%;
    place-items: center;
  }
  .large::backdrop {
    background: rgb(0 0 0 / 0.85);
  }
  .large img {
    display: block;
    max-inline-size: 94%;
    max-block-size: 88%;
    border-radius: 0.4em;
  }
  .large .close {
    position: fixed;
    inset-block-start: 1em;
    inset-inline-end: 1em;
    min-block-size: 2.75em;
    padding-inline: 1.2em;
    border-radius: calc(var(--_radius) * 99);
    background: #fff;
    color: #16171d;
    font-weight: 600;
  }
  @media (forced-colors: active) {
    .bar {
      border: 1px solid CanvasText;
      block-size: 0.5em;
    }
    .played {
      forced-color-adjust: none;
      background: Highlight;
    }
    .video-cover svg {
      fill: CanvasText;
      background: Canvas;
    }
  }
`;
