import {css} from 'lit';

export const styles = css`
  .person {
    font-size: 1em;
    inline-size: min(20em, 100% - 2em);
    padding: 0;
    border: 1px solid var(--_outline);
    border-radius: var(--_radius);
    pointer-events: auto;
    background: var(--_dialog);
    color: var(--_text);
    box-shadow: 0 0.5em 2em rgb(0 0 0 / 0.4);
  }
  .person::backdrop {
    background: rgb(0 0 0 / 0.35);
  }
  .content,
  .report {
    display: grid;
    justify-items: center;
    gap: 0.5em;
    padding: 1.25em 1em;
  }
  .report {
    inline-size: 100%;
    padding: 0.5em 0 0;
  }
  .face {
    inline-size: 4em;
    block-size: 4em;
    border-radius: 50%;
    object-fit: cover;
  }
  .nick,
  .facts,
  .status {
    max-inline-size: 100%;
    margin: 0;
    overflow-wrap: anywhere;
    text-align: center;
  }
  .nick {
    font-size: 1.125em;
    font-weight: 700;
  }
  .facts,
  .status {
    color: var(--_text-quiet);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.5em;
    margin-block-start: 0.5em;
  }
  .action {
    min-block-size: 2.75em;
    padding-inline: 1.1em;
    border: 1px solid var(--_outline);
    border-radius: calc(var(--_radius) * 99);
  }
  .action:disabled {
    opacity: 0.5;
  }
  .reason {
    inline-size: 100%;
    min-block-size: 2.75em;
    padding-inline: 0.6em;
    border: 1px solid var(--_text-quiet);
    border-radius: 0.5em;
    background: none;
    color: inherit;
    font: inherit;
  }
`;
