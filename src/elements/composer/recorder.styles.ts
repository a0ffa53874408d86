import {css} from 'lit';

export const styles = css`
  .recording {
    position: absolute;
    z-index: 1;
    inset: 0;
    display: flex;
    align-items: center;
    gap: 0.6em;
    padding: 0 var(--_gap);
    background: var(--_dialog);
    color: var(--_text);
  }
  .recording .dot {
    flex: none;
    inline-size: 0.75em;
    block-size: 0.75em;
    border-radius: 50%;
    background: #e0284f;
  }
  .recording .clock {
    flex: none;
    font-variant-numeric: tabular-nums;
  }
  .recording .meter {
    flex: 0 1 4.267em;
    min-inline-size: 1.6em;
    block-size: 0.4em;
    border-radius: 1em;
    background: var(--_outline);
    overflow: hidden;
  }
  .recording .level {
    display: block;
    inline-size: 0;
    block-size: 100%;
    background: var(--_accent);
  }
  .recording .recording-hint {
    flex: 1;
    min-inline-size: 0;
    color: var(--_text-quiet);
    font-size: 0.8125em;
    line-height: 1.25;
  }
  .recording.cancelling .recording-hint {
    color: var(--_text);
    font-weight: 600;
  }
  .recording.cancelling .dot {
    background: var(--_text-quiet);
  }
  .recording .cancel {
    padding: 0 0.75em;
  }
  @media (prefers-reduced-motion: no-preference) {
    .recording .dot {
      animation: recording 1.2s ease-in-out infinite alternate;
    }
  }
  @keyframes recording {
    to {
      opacity: 0.3;
    }
  }
  @media (forced-colors: active) {
    .recording .meter {
      border: 1px solid CanvasText;
    }
    .recording .dot,
    .recording .level {
      forced-color-adjust: none;
      background: Highlight;
    }
    .recording.cancelling .dot {
      background: GrayText;
    }
  }
`;
