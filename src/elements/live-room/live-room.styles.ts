import {css} from 'lit';

/** Adopted while the default layout is shown: pieces that a page arranges have sizes of their own. */
export const roomSize = css`
  :host {
    block-size: var(--live-room-height, clamp(26rem, 80vh, 46rem));
    min-inline-size: 15rem;
  }
`;

export const styles = css`
  :host {
    display: block;
  }

  .layout {
    position: relative;
    display: grid;
    block-size: 100%;
    overflow: hidden;
    border-radius: var(--_radius);
    background: #12131a;
  }

  .stage {
    position: relative;
    min-inline-size: 0;
    min-block-size: 0;
    overflow: hidden;
    color: #fff;
    color-scheme: dark;
  }

  .danmaku {
    position: absolute;
    inset: 0;
  }

  .header {
    position: absolute;
    z-index: 1;
    inset-block-start: 0;
    inset-inline: 0;
    padding: var(--_gap);
  }

  .aside {
    display: grid;
    min-inline-size: 0;
    min-block-size: 0;
  }

  .chat {
    min-block-size: 0;
  }

  .landscape {
    grid-template-columns: minmax(0, 1fr) clamp(17rem, 30%, 24rem);
  }

  /* The talk lies over the lower part of the picture, on a scrim that keeps it readable over anything. */
  .portrait .stage {
    grid-area: 1 / 1;
  }

  .portrait .aside {
    grid-area: 1 / 1;
    align-self: end;
    block-size: 46%;
    padding-block-start: 2.5rem;
    background: linear-gradient(transparent, rgb(10 10 16 / 0.72) 3.5rem);
    color-scheme: dark;
    --live-chat-panel-background: transparent;
    --live-chat-panel-line: rgb(255 255 255 / 0.28);
    --live-chat-panel-input: rgb(10 10 16 / 0.35);
  }

  @supports not (color: light-dark(#000, #fff)) {
    .portrait .aside {
      --live-text: #f1f2f6;
      --live-text-quiet: #c3c5d0;
      --live-accent: #ff6b8b;
      --live-on-accent: #2b0710;
    }
  }

  .backdrop {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    background:
      radial-gradient(70% 60% at 20% 20%, rgb(255 110 90 / 0.5), transparent),
      radial-gradient(70% 60% at 80% 50%, rgb(120 80 255 / 0.5), transparent), #191526;
  }

  .portrait .backdrop {
    align-content: center;
    padding-block-end: 34%;
  }

  .backdrop .avatar {
    display: grid;
    place-items: center;
    inline-size: clamp(4.5rem, 22%, 8rem);
    aspect-ratio: 1;
    border-radius: 50%;
    background: rgb(255 255 255 / 0.18);
    color: #fff;
    font-size: 3rem;
    object-fit: cover;
    box-shadow: 0 0 0 0.6rem rgb(255 255 255 / 0.14);
  }

  .notice {
    position: absolute;
    z-index: 2;
    inset-block-start: 50%;
    inset-inline: 0;
    transform: translateY(-50%);
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0.6em;
    inline-size: fit-content;
    max-inline-size: min(90%, 24rem);
    margin-inline: auto;
    border-radius: var(--_radius);
    font-size: 0.9375rem;
    text-align: center;
  }

  .notice.said {
    padding: 0.7em 1.2em;
    background: rgb(10 10 16 / 0.78);
  }

  .portrait .notice {
    inset-block-start: 38%;
  }

  .notice .again {
    min-block-size: 44px;
    padding: 0 1.3em;
    border: 0;
    border-radius: 99em;
    background: #fff;
    color: #16171d;
    font-weight: 700;
    cursor: pointer;
  }

  .spinner {
    inline-size: 1.1em;
    block-size: 1.1em;
    border: 0.15em solid;
    border-block-start-color: transparent;
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
  }

  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
`;
