import {css} from 'lit';

export const chatViewStyles = css`
  .dropped-marker {
    display: block;
    margin-inline: auto;
    padding: 0.4em 1em;
    text-align: center;
  }
  .message {
    padding: 0.22em 0;
    overflow-wrap: anywhere;
    color: var(--_text-quiet);
  }
  .author {
    font-weight: 600;
    cursor: pointer;
  }
  /* A name of one narrow letter needs a target that is wide enough to press. */
  .author.short {
    display: inline-block;
    min-inline-size: 1.6em;
  }
  /* The text has its own direction inside a line in the page's direction. */
  .text {
    color: var(--_text);
    white-space: break-spaces;
    unicode-bidi: isolate;
  }
  .quote {
    display: block;
    margin-block: 0.1em;
    padding-inline-start: 0.6em;
    border-inline-start: 0.2em solid var(--_outline);
    overflow: hidden;
    color: var(--_text-quiet);
    font-size: 0.86em;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .reply-to-me {
    margin-inline: -0.4em;
    padding-inline: 0.4em;
    border-radius: 0.4em;
    background: var(--_tint);
  }
  .delivery progress {
    inline-size: 7.442em;
    vertical-align: middle;
    accent-color: var(--_accent);
  }
  .text a {
    color: inherit;
  }
  .badge {
    margin-inline-end: 0.35em;
    padding: 0 0.45em;
    border: 1px solid currentcolor;
    border-radius: 0.4em;
    font-size: 0.78em;
    font-weight: 600;
    white-space: nowrap;
  }
  .badge.host {
    text-shadow: none; /* The text around it has a shadow over the video. */
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .join-notice {
    margin: 0;
    padding: 0.22em 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .dropped-marker,
  .join-notice,
  .delivery {
    color: var(--_text-quiet);
    font-size: 0.86em;
  }
  .failed .text {
    text-decoration: line-through;
    text-decoration-thickness: 1px;
  }
  .delivery-action,
  .show-more {
    min-block-size: 24px;
    padding: 0 0.4em;
    color: var(--_accent);
    font-weight: 600;
    text-decoration: underline;
  }
  .reply-to-me .show-more {
    color: inherit;
  }

  .own .author {
    color: var(--_accent);
  }
  .badge.level {
    border-color: transparent;
    background: var(--_tint);
    color: var(--_text);
  }
  .text[style] {
    text-decoration: underline 2px;
    text-decoration-color: var(--comment-color);
    text-underline-offset: 0.2em;
  }
  @media (forced-colors: active) {
    .reply-to-me {
      border-inline-start: 0.2em solid Highlight;
    }
  }
  .earlier,
  .dropped-notice {
    margin: 0;
    padding: 0.35em 1em;
    color: var(--_text-quiet);
    font-size: 0.8125em;
    text-align: center;
    text-shadow: var(--_text-shadow, none);
  }
  .dropped-notice {
    display: var(--_dropped-notice);
  }
  .earlier {
    font-size: 0.867em;
    min-block-size: 2.2em;
    text-decoration: underline;
  }
`;
