import {css} from 'lit';

/**
 * Base styles of every element. Pages set `--live-*` on any ancestor; `--_*` are internal.
 * Dark colours follow the page's `color-scheme`: by `light-dark()`, or by dark-fallback.ts.
 */
export const tokens = css`
  :host {
    --_accent: var(--live-accent, #d6204c);
    --_on-accent: var(--live-on-accent, #fff);
    --_surface: var(--live-surface, #fff);
    --_dialog: var(--live-dialog-background, var(--_surface));
    --_text: var(--live-text, #1b1c22);
    --_text-quiet: var(--live-text-quiet, #5d6070);
    --_outline: var(--live-outline, #d9dbe4);
    --_tint: rgb(128 128 128 / 0.16);
    --_scrim: var(--live-scrim, rgb(10 10 16 / 0.68));
    --_radius: var(--live-radius, 0.75em);
    --_gap: var(--live-gap, 0.75em);
    --_font: var(
      --live-font,
      system-ui,
      -apple-system,
      'PingFang SC',
      'Microsoft YaHei',
      'Noto Sans CJK SC',
      sans-serif
    );
    --_focus: var(--live-focus, #2f6bff);
    --_font-size: 1em;
    --_line-height: normal;
    display: block;
    contain: layout;
    contain: layout style;
    box-sizing: border-box;
    color: var(--_text);
    font-size: var(--_size, medium);
    font-family: var(--_font);
    /* An inherited value could draw the white space between the top elements as lines. */
    white-space: normal !important;
  }

  /* The page's text styles end here. Only content slotted at the top keeps them. These inherited properties pass on
     purpose: custom properties, direction, color-scheme, visibility, pointer-events, font smoothing, text-size-adjust. */
  :where(:host > :not(slot, style, .frame), :host > slot > *, .frame > :not(slot)) {
    border-collapse: separate;
    border-spacing: 0;
    caption-side: top;
    caret-animation: auto;
    caret-color: auto;
    accent-color: auto;
    color: var(--_text);
    cursor: auto;
    empty-cells: show;
    font: 1em sans-serif;
    font-family: var(--_font), sans-serif;
    font-size: var(--_font-size);
    font-feature-settings: normal;
    font-kerning: auto;
    font-optical-sizing: auto;
    font-palette: normal;
    font-size-adjust: none;
    font-synthesis: weight style small-caps;
    font-variation-settings: normal;
    forced-color-adjust: auto;
    hanging-punctuation: none;
    hyphenate-character: auto;
    hyphenate-limit-chars: auto;
    hyphens: manual;
    image-orientation: from-image;
    image-rendering: auto;
    letter-spacing: normal;
    line-break: auto;
    line-height: var(--_line-height);
    list-style: outside disc;
    orphans: 2;
    overflow-wrap: normal;
    print-color-adjust: economy;
    quotes: auto;
    ruby-align: space-around;
    ruby-position: over;
    /* Firefox would draw a white track on a dark page. */
    scrollbar-color: var(--_text-quiet) transparent;
    tab-size: 8;
    text-align: start;
    text-align-last: auto;
    text-autospace: no-autospace;
    text-combine-upright: none;
    text-decoration-skip-ink: auto;
    text-emphasis: none;
    text-emphasis-position: over right;
    text-indent: 0;
    text-justify: auto;
    text-orientation: mixed;
    text-rendering: auto;
    text-shadow: none;
    text-spacing-trim: normal;
    text-transform: none;
    text-underline-offset: auto;
    text-underline-position: auto;
    text-wrap: wrap;
    -webkit-tap-highlight-color: transparent;
    stroke-color: initial;
    -webkit-hyphenate-limit-after: auto;
    -webkit-hyphenate-limit-before: auto;
    -webkit-hyphenate-limit-lines: no-limit;
    -webkit-line-box-contain: block inline replaced;
    -webkit-line-grid: none;
    -webkit-nbsp-mode: normal;
    -webkit-text-fill-color: currentcolor;
    -webkit-text-security: none;
    -webkit-text-stroke: 0 currentcolor;
    -webkit-user-modify: read-only;
    -webkit-user-select: text;
    user-select: text;
    white-space: normal;
    widows: 2;
    word-break: normal;
    word-spacing: normal;
    writing-mode: horizontal-tb;
    clip-rule: nonzero;
    dominant-baseline: auto;
    fill: #000;
    fill-opacity: 1;
    fill-rule: nonzero;
    marker: none;
    paint-order: normal;
    shape-rendering: auto;
    stroke: none;
    stroke-dasharray: none;
    stroke-dashoffset: 0;
    stroke-linecap: butt;
    stroke-linejoin: miter;
    stroke-miterlimit: 4;
    stroke-opacity: 1;
    stroke-width: 1px;
    text-anchor: start;
  }

  @supports (color: light-dark(#000, #fff)) {
    :host {
      --_accent: var(--live-accent, light-dark(#d6204c, #ff8ba3));
      --_on-accent: var(--live-on-accent, light-dark(#fff, #2b0710));
      --_surface: var(--live-surface, light-dark(#fff, #191a21));
      --_text: var(--live-text, light-dark(#1b1c22, #f1f2f6));
      --_text-quiet: var(--live-text-quiet, light-dark(#5d6070, #a9acbb));
      --_outline: var(--live-outline, light-dark(#d9dbe4, #3a3c49));
      --_focus: var(--live-focus, light-dark(#2f6bff, #8fb0ff));
    }
  }

  @supports (color: color-mix(in srgb, #000, #fff)) {
    :host {
      --_tint: color-mix(in srgb, var(--_accent) 16%, transparent);
    }
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  /* Not for ::before and ::after: every element would get two more style computations. */
  * {
    box-sizing: border-box;
  }

  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }

  /* Text with a direction of its own is aligned like the text around it. */
  :where([dir='auto']) {
    text-align: match-parent;
    text-align: -webkit-match-parent; /* Chromium's name. */
  }

  button {
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
  }

  :disabled {
    cursor: default;
  }

  :where(.glyph) {
    inline-size: 1.2em;
    vertical-align: middle;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  /* For screen readers only. */
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  :focus-visible {
    outline: 0.15em solid var(--_focus);
    outline-offset: 0.1em;
  }
`;
