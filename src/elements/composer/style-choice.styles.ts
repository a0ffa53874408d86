import {css} from 'lit';

export const styles = css`
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em;
  }
  .choices + .choices {
    margin-block-start: 0.534em;
  }
  .swatch {
    inline-size: 2.4em;
    block-size: 2.4em;
    border: 2px solid var(--_outline);
    border-radius: 50%;
    background: var(--swatch);
  }
  .swatch:first-child {
    background: linear-gradient(
      135deg,
      transparent 46%,
      var(--_text-quiet) 46%,
      var(--_text-quiet) 54%,
      transparent 54%
    );
  }
  .swatch[aria-pressed='true'] {
    outline: 2px solid var(--_text);
    outline-offset: 2px;
  }
  .mode {
    min-block-size: 2.4em;
    padding: 0 0.9em;
    border: 1px solid var(--_outline);
    border-radius: calc(var(--_radius) * 99);
  }
  .mode[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_tint);
    font-weight: 600;
  }
  @media (forced-colors: active) {
    .swatch {
      forced-color-adjust: none;
      border-color: CanvasText;
    }
    .swatch[aria-pressed='true'] {
      outline-color: Highlight;
    }
    .mode[aria-pressed='true'] {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
