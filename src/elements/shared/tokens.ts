import {css} from 'lit';

/**
 * The look every element starts from. `--live-*` is the page's to set, anywhere above; `--_*` is ours.
 * Dark follows the page's `color-scheme`, where the browser knows `light-dark()`.
 */
export const tokens = css`
  :host {
    --_accent: var(--live-accent, #d6204c);
    --_on-accent: var(--live-on-accent, #fff);
    --_surface: var(--live-surface, #fff);
    --_text: var(--live-text, #1b1c22);
    --_text-quiet: var(--live-text-quiet, #5d6070);
    --_outline: var(--live-outline, #d9dbe4);
    --_scrim: var(--live-scrim, rgb(10 10 16 / 0.68));
    --_radius: var(--live-radius, 0.75rem);
    --_gap: var(--live-gap, 0.75rem);
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
    display: block;
    contain: layout style;
    box-sizing: border-box;
    color: var(--_text);
    font-family: var(--_font);
    -webkit-tap-highlight-color: transparent;
  }

  @supports (color: light-dark(#000, #fff)) {
    :host {
      --_accent: var(--live-accent, light-dark(#d6204c, #ff6b8b));
      --_on-accent: var(--live-on-accent, light-dark(#fff, #2b0710));
      --_surface: var(--live-surface, light-dark(#fff, #191a21));
      --_text: var(--live-text, light-dark(#1b1c22, #f1f2f6));
      --_text-quiet: var(--live-text-quiet, light-dark(#5d6070, #a9acbb));
      --_outline: var(--live-outline, light-dark(#d9dbe4, #3a3c49));
      --_focus: var(--live-focus, light-dark(#2f6bff, #8fb0ff));
    }
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  /* Not of ::before and ::after as well: every element would then be given two more styles. */
  * {
    box-sizing: border-box;
  }

  button,
  textarea {
    font: inherit;
    color: inherit;
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

  /* For screen readers only. */
  .aloud {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  :focus-visible {
    outline: 0.15rem solid var(--_focus);
    outline-offset: 0.1rem;
  }
`;
