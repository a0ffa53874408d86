import {css} from 'lit';

export const styles = css`
  :host {
    display: block;
    border: 1px solid var(--vp-c-divider);
    border-radius: 12px;
    overflow: clip;
    color: var(--vp-c-text-1);
    font: 0.875rem/1.5 var(--vp-font-family-base);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    padding: 0.5rem 1rem;
    border-block-end: 1px solid var(--vp-c-divider);
    background: var(--vp-c-bg-soft);
  }
  .preview {
    padding: 1rem;
    border-block-end: 1px solid var(--vp-c-divider);
    background: light-dark(#fff, #1b1b1f);
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr));
  }
  section {
    min-inline-size: 0;
    padding: 1rem;
  }
  section + section {
    border-inline-start: 1px solid var(--vp-c-divider);
  }
  .row,
  .head {
    display: grid;
    grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr) minmax(0, 1fr);
    align-items: center;
    gap: 0.25rem 0.5rem;
    padding-block: 0.3rem;
  }
  .head {
    color: var(--vp-c-text-2);
    font-size: 0.8125rem;
  }
  .row code {
    font: 0.8125rem var(--vp-font-family-mono);
    overflow-wrap: anywhere;
  }
  .row small {
    display: block;
    color: var(--vp-c-text-2);
    font-size: 0.8125rem;
    line-height: 1.3;
  }
  .color {
    display: flex;
    align-items: center;
    gap: 0.25rem;
  }
  .wide {
    grid-column: span 2;
  }
  input[type='text'] {
    flex: 1;
    min-inline-size: 0;
    box-sizing: border-box;
    padding: 0.2rem 0.4rem;
    border: 1px solid var(--vp-c-text-3);
    border-radius: 6px;
    background: var(--vp-c-bg);
    color: inherit;
    font: 0.8125rem var(--vp-font-family-mono);
  }
  input[type='color'] {
    flex: none;
    inline-size: 2rem;
    block-size: 1.8rem;
    padding: 0;
    border: 1px solid var(--vp-c-divider);
    border-radius: 6px;
    background: none;
  }
  .bar > :last-child {
    margin-inline-start: auto;
  }
  button,
  select {
    padding: 0.15rem 0.6rem;
    border: 1px solid var(--vp-c-divider);
    border-radius: 6px;
    background: var(--vp-c-bg);
    color: inherit;
    font: inherit;
    font-size: 0.8125rem;
    cursor: pointer;
  }
  button:hover:enabled,
  button[aria-pressed='true'] {
    border-color: var(--vp-c-brand-1);
    color: var(--vp-c-brand-1);
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--vp-c-brand-1);
    outline-offset: 1px;
  }
  h3 {
    margin: 1rem 0 0.5rem;
    font-size: 0.875rem;
    font-weight: 600;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.8125rem;
  }
  td {
    padding: 0.2rem 0.5rem 0.2rem 0;
    border-block-end: 1px solid var(--vp-c-divider);
  }
  td code {
    font: 0.75rem var(--vp-font-family-mono);
  }
  .low {
    color: var(--vp-c-danger-1);
    font-weight: 600;
  }
  @media (max-width: 640px) {
    .row {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    .row > span:first-child {
      grid-column: 1 / -1;
    }
    .head {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    .head span:first-child {
      display: none;
    }
  }
`;
