import {css} from 'lit';

export const connectionStatusStyles = css`
  .connection-status {
    grid-area: 2 / 1;
    z-index: 2;
    place-self: center;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0.6em;
    max-inline-size: min(90%, 25.6em);
    border-radius: var(--_radius);
    font-size: 0.9375em;
    text-align: center;
  }

  /* A quick join shows no status: it would only flash, and a spinner uses the main thread. */
  .connection-status.joining {
    animation: appear 0s 0.6s backwards;
  }

  @keyframes appear {
    from {
      visibility: hidden;
    }
  }

  .connection-status.visible {
    padding: 0.7em 1.2em;
    background: rgb(10 10 16 / 0.78);
  }

  .connection-status .retry {
    min-block-size: 44px;
    padding: 0 1.3em;
    border-radius: calc(var(--_radius) * 99);
    background: #fff;
    color: #16171d;
    font-weight: 700;
  }

  .spinner {
    inline-size: 1.1em;
    block-size: 1.1em;
    border: 0.15em solid;
    border-block-start-color: transparent;
    border-radius: 50%;
    animation: turn 0.9s 0.6s linear infinite;
  }

  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }

  @media (forced-colors: active) {
    .connection-status.visible {
      background: Canvas;
    }

    .connection-status .retry {
      border: 1px solid;
    }

    .spinner {
      border-block-start-color: Canvas;
    }
  }
`;
