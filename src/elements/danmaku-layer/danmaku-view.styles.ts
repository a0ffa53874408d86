import {css} from 'lit';

/**
 * Styles of the lines. The sender's badge is a pseudo-element, so that a line is one element with its text.
 *
 * The outline has no blur. Firefox and WebKit with software rendering paint a blur again in every frame: with four
 * blurred shadows they drew 10 and 6 frames a second. A stroke costs them as much as no outline.
 */
export const styles = css`
  .belt {
    position: absolute;
    inset-block-start: 0;
    block-size: 0;
    inset-inline-start: 0;
    inline-size: 0;
    will-change: transform;
  }
  .line {
    position: absolute;
    block-size: 1.25em;
    padding-inline: 0.25em;
    border: 0.08em solid transparent;
    overflow: hidden;
    color: var(--live-danmaku-layer-color, #fff);
    font-weight: 600;
    line-height: 1.09;
    white-space: nowrap;
    text-shadow:
      0.06em 0.06em 0 var(--_shade),
      0.06em -0.06em 0 var(--_shade),
      -0.06em 0.06em 0 var(--_shade),
      -0.06em -0.06em 0 var(--_shade);
    cursor: pointer;
    pointer-events: auto;
    user-select: none;
    -webkit-user-select: none;
  }
  /* For WebKit, the only engine with stroke-color. It composes in software by area: up to SPARSE lines, small layers
     cost less than one long belt with gaps (51 instead of 46 frames a second, at 10 lines a second). */
  @supports (stroke-color: #000) {
    .line.sparse {
      will-change: transform;
    }
  }
  .line[data-badge]::before {
    content: attr(data-badge);
    display: inline-block;
    margin-inline-end: 0.4em;
    padding-inline: 0.5em;
    border-radius: 99em;
    background: var(--live-danmaku-layer-badge, rgb(255 255 255 / 0.22));
    font-size: 0.62em;
    line-height: 1.5;
    vertical-align: 0.16em;
  }
  /*
   * Half of the stroke lies behind the letters. Browsers that know light-dark() also apply paint-order to HTML text:
   * Chromium does from 123 on, and matches a query for paint-order itself long before.
   * The few lines with a background of their own keep the shadows: axe takes the stroke's colour for the letters' colour.
   */
  @supports (color: light-dark(#000, #fff)) {
    .line:where(:not(.own, .copy)) {
      text-shadow: none;
      -webkit-text-stroke: 0.16em var(--_shade);
      /* Overrides inherited stroke-color and stroke-width of the page in WebKit. */
      stroke-color: var(--_shade);
      stroke-width: 0.16em;
      paint-order: stroke fill;
    }
    .line:where(:not(.own, .copy))[data-badge]::before {
      -webkit-text-stroke-width: 0.16em;
    }
  }
  .picture {
    display: inline-block;
    block-size: 1.09em;
    border-radius: 0.15em;
    overflow: hidden;
    background: var(--_scrim);
    pointer-events: none;
    vertical-align: top;
  }
  .picture img {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .dark {
    --_shade: rgb(255 255 255 / 0.85);
  }
  .own {
    border-radius: 99em;
    border-color: var(--live-danmaku-layer-own, var(--live-accent, #ff8ba3));
    background: var(--_scrim);
  }
  .gift {
    color: var(--live-danmaku-layer-gift, #ffe08a);
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
  .copy {
    position: static;
    min-inline-size: 0;
    block-size: auto;
    min-block-size: 1.25em;
    text-overflow: ellipsis;
    background: var(--_scrim);
    box-shadow: 0 0 0 0.1em rgb(255 255 255 / 0.7);
  }
  .copy .picture {
    block-size: 4em;
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

  @media (forced-colors: active) {
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
