import {css} from 'lit';

export const attachmentStyles = css`
  .attached {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    grid-column: 1 / -1;
    gap: 0.533em;
    min-inline-size: 0;
  }
  .attached .question {
    flex: 1 1 8em;
    margin: 0;
  }
  .attached .question:empty {
    display: none;
  }
  .attached ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.533em;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .attached li {
    position: relative;
  }
  .attached img {
    display: block;
    inline-size: 4.267em;
    block-size: 4.267em;
    border-radius: var(--_radius);
    object-fit: cover;
    background: var(--_outline);
  }
  .attached .remove {
    position: absolute;
    inset-block-start: -0.267em;
    inset-inline-end: -0.267em;
    inline-size: 1.867em;
    block-size: 1.867em;
    border: 1px solid var(--_outline);
    border-radius: 50%;
    background: var(--_dialog);
    color: var(--_text);
  }
  .attached .send-files {
    flex: none;
    min-block-size: 2.934em;
    padding: 0 0.9em;
    border: 1px solid var(--_accent);
    border-radius: 99em;
  }
`;
