import {css} from 'lit';

export const viewStyles = css`
  .banners {
    position: absolute;
    z-index: 2;
    inset-block: var(--live-gift-feed-inset-block, auto 0.75em);
    inset-inline: 0.75em;
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 0.4em;
  }

  .banner {
    display: flex;
    align-items: center;
    gap: 0.5em;
    max-inline-size: min(100%, 24.616em);
    padding: 0.2em;
    padding-inline-end: 0.9em;
    border: 1px solid transparent;
    border-radius: 99em;
    background: var(--live-gift-feed-background, rgb(20 16 40 / 0.78));
    color: var(--live-gift-feed-text, #fff);
    font-size: 0.8125em;
    line-height: 1.25;
  }

  .tier-2 {
    background: var(--live-gift-feed-tier-2, linear-gradient(90deg, rgb(134 22 92 / 0.92), rgb(60 22 120 / 0.78)));
  }

  .tier-3 {
    background: var(--live-gift-feed-tier-3, linear-gradient(90deg, rgb(138 70 0 / 0.95), rgb(150 20 60 / 0.86)));
    border-color: #ffd76a;
  }

  .own {
    border-color: var(--live-accent, #ff8ba3);
  }

  .avatar {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 2.4em;
    block-size: 2.4em;
    border-radius: 50%;
    background: #fff;
    color: #51307f;
    font-weight: 700;
    object-fit: cover;
  }

  .names {
    display: grid;
    min-inline-size: 0;
  }

  .nick,
  .gift-name {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }

  .nick {
    font-weight: 700;
  }

  .icon {
    flex: none;
    inline-size: 2.6em;
    block-size: 2.6em;
    object-fit: contain;
  }

  .placeholder .glyph {
    inline-size: 100%;
  }

  .count {
    flex: none;
    min-inline-size: 2ch;
    color: #ffe08a;
    font-size: 1.5em;
    font-style: italic;
    font-weight: 800;
    font-variant-numeric: tabular-nums;
    direction: ltr; /* ×12, also within text from right to left. */
    text-shadow: 0 1px 3px rgb(0 0 0 / 0.6);
    transform-origin: 0 60%;
  }

  .effect {
    position: absolute;
    z-index: 1;
    inset: 0;
    contain: strict;
  }

  .effect > * {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: auto;
    left: 0;
  }

  .effect > canvas,
  .effect > svg {
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }

  @media (forced-colors: active) {
    .banner {
      background: Canvas;
    }

    .own {
      border: 2px solid Highlight;
    }
  }
`;
