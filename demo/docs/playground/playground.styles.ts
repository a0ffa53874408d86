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
  .preview {
    min-block-size: 6rem;
    padding: 1rem;
    background: var(--vp-c-bg);
  }
  .preview[data-place='window'] {
    contain: layout;
    min-block-size: 18rem;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0.5rem 1rem;
    padding: 0.5rem 1rem;
    border-block: 1px solid var(--vp-c-divider);
    background: var(--vp-c-bg-soft);
  }
  .occasions,
  .states {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.35rem;
  }
  .states code {
    padding: 0.05rem 0.45rem;
    border: 1px solid var(--vp-c-divider);
    border-radius: 99px;
    color: var(--vp-c-text-2);
    font: 0.75rem var(--vp-font-family-mono);
  }
  .states code.on {
    border-color: var(--vp-c-brand-1);
    background: var(--vp-c-brand-soft);
    color: var(--vp-c-text-1);
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
  }
  section {
    min-inline-size: 0;
    padding: 0.5rem 1rem 1rem;
  }
  section + section {
    border-inline-start: 1px solid var(--vp-c-divider);
  }
  details {
    border-block-end: 1px solid var(--vp-c-divider);
  }
  summary {
    padding-block: 0.5rem;
    font-weight: 600;
    cursor: pointer;
  }
  .count {
    color: var(--vp-c-text-2);
    font-weight: 400;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.5rem;
    padding-block: 0.4rem;
  }
  .row > code {
    flex: 1 1 9rem;
    font: 0.8125rem var(--vp-font-family-mono);
    overflow-wrap: anywhere;
  }
  .row > small {
    flex: 1 0 100%;
    color: var(--vp-c-text-2);
    font-size: 0.8125rem;
    line-height: 1.35;
  }
  input[type='text'],
  input[type='number'],
  select {
    flex: 1 1 9rem;
    min-inline-size: 0;
    box-sizing: border-box;
    padding: 0.2rem 0.5rem;
    border: 1px solid var(--vp-c-text-3);
    border-radius: 6px;
    background: var(--vp-c-bg);
    color: inherit;
    font: inherit;
  }
  input:disabled {
    opacity: 0.6;
  }
  input[type='checkbox'] {
    inline-size: 1.1rem;
    block-size: 1.1rem;
    accent-color: var(--vp-c-brand-3);
  }
  input[type='color'] {
    inline-size: 2.2rem;
    block-size: 1.8rem;
    padding: 0;
    border: 1px solid var(--vp-c-divider);
    border-radius: 6px;
    background: none;
  }
  button {
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
    display: flex;
    justify-content: space-between;
    align-items: center;
    margin: 0.75rem 0 0.5rem;
    font-size: 0.875rem;
    font-weight: 600;
  }
  docs-code-block + docs-code-block {
    margin-block-start: 0.5rem;
  }
  .cancel {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    margin-block-end: 0.5rem;
  }
  .log {
    max-block-size: 18rem;
    margin: 0;
    padding: 0.5rem 0.75rem;
    border-radius: 8px;
    background: var(--vp-c-bg-soft);
    list-style: none;
    overflow: auto;
  }
  .log li {
    padding-block: 0.15rem;
    overflow-wrap: anywhere;
  }
  .log time,
  .empty {
    color: var(--vp-c-text-2);
  }
  .log code {
    font: 0.75rem var(--vp-font-family-mono);
  }
  output {
    flex: 1 1 9rem;
    max-block-size: 4rem;
    overflow: auto;
    font: 0.75rem var(--vp-font-family-mono);
    overflow-wrap: anywhere;
  }
  .problem {
    padding: 1rem;
  }
`;
