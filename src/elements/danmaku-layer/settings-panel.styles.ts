export const styles = `
.panel {
  position: fixed;
  inset: auto;
  inline-size: min(20rem, 100vw - 1rem);
  max-block-size: min(32rem, 100vh - 1rem);
  margin: 0;
  padding: 0;
  border: 1px solid var(--_outline);
  border-radius: var(--_radius);
  overflow: hidden auto;
  pointer-events: auto;
  background: var(--_surface);
  color: var(--_text);
  font-size: 0.9375rem;
  box-shadow: 0 0.5rem 2rem rgb(0 0 0 / 0.4);
}
.panel::backdrop {
  background: none;
}
.body {
  display: grid;
  grid-template-columns: minmax(0, 1fr) auto;
  gap: 0.25rem 0.75rem;
  padding: 0.75rem 1rem;
}
.title {
  align-self: center;
  margin: 0;
  font-size: 1.0625rem;
}
.panel .close {
  grid-area: 1 / 2;
}
.row,
.group {
  grid-column: 1 / -1;
}
.row {
  display: flex;
  align-items: center;
  gap: 0.75rem;
  min-block-size: 2.75rem;
}
.row .name {
  flex: 1 1 6.5rem;
}
.slider {
  flex: 1 1 8rem;
  min-inline-size: 0;
  accent-color: var(--_accent);
}
.value {
  inline-size: 3.5em;
  text-align: end;
  font-variant-numeric: tabular-nums;
}
.check {
  inline-size: 1.25rem;
  block-size: 1.25rem;
  accent-color: var(--_accent);
}
.group {
  min-inline-size: 0;
  margin: 0;
  padding: 0.5rem 0 0;
  border: 0;
}
.word {
  flex: 1;
  min-inline-size: 0;
  min-block-size: 2.5rem;
  padding-inline: 0.6em;
  border: 1px solid var(--_text-quiet);
  border-radius: 0.5rem;
  background: none;
  color: inherit;
  font: inherit;
}
.chips {
  display: flex;
  flex-wrap: wrap;
  gap: 0.4rem;
  margin: 0;
  padding: 0;
  list-style: none;
}
.chip {
  max-inline-size: 100%;
}
.panel button {
  min-block-size: 2.25rem;
  max-inline-size: 100%;
  padding-inline: 0.8em;
  border: 1px solid var(--_outline);
  border-radius: 99em;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.panel .reset {
  grid-column: 1 / -1;
  justify-self: start;
  margin-block-start: 0.5rem;
}
@media (max-width: 30rem) {
  .panel {
    inset: auto 0.5rem 0.5rem;
    inline-size: auto;
    max-inline-size: none;
    max-block-size: 55vh;
  }
}
`;
