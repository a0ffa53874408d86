import {css} from 'lit';

export const styles = css`
  :host {
    display: block;
    --_font-size: 0.875em;
    --_line-height: 1.35;
  }

  .header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em 0.75em;
  }

  .host {
    display: flex;
    align-items: center;
    gap: 0.6em;
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: 44px;
    padding: 0.25em 0.9em;
    padding-inline-start: 0.3em;
    border-radius: 99em;
    text-align: start;
  }

  .host,
  .status,
  .count,
  .notice,
  .more,
  .follow[aria-pressed='true'] {
    background: var(--live-room-header-background, var(--_scrim));
    color: var(--live-room-header-text, #fff);
  }

  .avatar {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 2.6em;
    block-size: 2.6em;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 700;
    object-fit: cover;
  }

  .names {
    display: grid;
    padding-inline-start: 0.3em;
    min-inline-size: 0;
  }

  .nick {
    font-weight: 700;
  }

  .title {
    font-size: 0.86em;
  }

  .nick,
  .title {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }

  .follow {
    min-block-size: 44px;
    padding: 0 1.1em;
    border: 1px solid transparent;
    border-radius: 99em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 700;
  }

  .follow[aria-pressed='true'] {
    border-color: currentcolor;
  }

  .info {
    display: flex;
    align-items: center;
    gap: 0.5em;
  }

  .status,
  .count {
    padding: 0.2em 0.75em;
    border-radius: 99em;
    font-size: 0.86em;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .status {
    font-weight: 700;
  }

  .status.live {
    background: #c4163f;
    color: #fff;
  }

  .status.live::before {
    content: '';
    display: inline-block;
    inline-size: 0.55em;
    block-size: 0.55em;
    margin-inline-end: 0.45em;
    border-radius: 50%;
    background: currentcolor;
    animation: breathe 1.6s ease-in-out infinite;
  }

  .notice {
    flex: none;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    max-inline-size: 100%;
    /* As wide as its text, in a line of its own. Its sides follow the page, not the text. */
    direction: inherit;
    unicode-bidi: plaintext;
    margin: 0;
    margin-inline-end: 100%;
    padding: 0 0.8em;
    /* A border instead of a padding, because clipped lines would show in a padding. */
    border: solid transparent;
    border-width: 0.35em 0;
    border-radius: var(--_radius);
    font-size: 0.86em;
    overflow-wrap: anywhere;
  }

  .error,
  .notice.open {
    display: block;
  }

  .error:empty {
    display: none;
  }

  .notice.open {
    max-block-size: min(16em, 40vh);
    overflow: hidden auto;
  }

  .more {
    min-block-size: 36px;
    padding: 0 0.9em;
    border-radius: calc(var(--_radius) * 99);
    font-size: 0.86em;
    font-weight: 700;
  }

  @keyframes breathe {
    50% {
      opacity: 0.35;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .status.live::before {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .host,
    .status,
    .count,
    .notice,
    .more {
      background: Canvas;
    }

    .notice {
      border-color: Canvas;
    }

    .status.live::before {
      forced-color-adjust: none;
      background: CanvasText;
    }
  }
`;
