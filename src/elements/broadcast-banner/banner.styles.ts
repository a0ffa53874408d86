import {css} from 'lit';

export const styles = css`
  .banner {
    display: flex;
    align-items: flex-start;
    gap: 0.6em;
    padding: 0.4em 0.8em;
    border: 1px solid rgb(255 255 255 / 0.35);
    border-inline-start: 0.35em solid #8fb0ff;
    border-radius: var(--_radius);
    background: var(--live-broadcast-banner-background, #161a34);
    color: var(--live-broadcast-banner-text, #fff);
    box-shadow: 0 0.2em 1em rgb(0 0 0 / 0.3);
    font-size: 0.9375em;
    line-height: 1.4;
  }

  .warning {
    border-inline-start-color: #ffc44d;
  }

  .urgent {
    border-color: #ffd0d0;
    background: var(--live-broadcast-banner-background, #960c20);
  }

  .icon,
  .text {
    padding-block: 0.4em;
  }

  .text {
    flex: 1;
    max-block-size: 9em;
    overflow: auto;
    min-inline-size: 0;
    margin: 0;
    overflow-wrap: anywhere;
  }

  a {
    color: inherit;
    font-weight: 700;
  }

  .close {
    flex: none;
    min-inline-size: 44px;
    min-block-size: 44px;
    margin: -0.2em -0.6em;
    margin-inline-start: 0;
    font-size: 1.3em;
    line-height: 1;
  }

  .banner :focus-visible {
    outline-color: #fff;
  }

  @media (prefers-reduced-motion: no-preference) {
    .banner {
      animation: come 0.3s ease-out;
    }

    @keyframes come {
      from {
        opacity: 0;
        transform: translateY(-0.6em);
      }
    }
  }
`;
