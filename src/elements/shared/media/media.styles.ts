export const styles = `
.cover {
  position: relative;
  display: block;
  inline-size: fit-content;
  min-inline-size: 3rem;
  min-block-size: 3rem;
  max-inline-size: min(100%, 13rem);
  max-block-size: 11rem;
  margin-block: 0.25rem;
  border-radius: 0.6rem;
  overflow: hidden;
  background: var(--_outline);
}
.cover img,
.cover canvas {
  display: block;
  inline-size: 100%;
  block-size: 100%;
  max-block-size: 11rem;
  object-fit: cover;
}
.film {
  inline-size: 13rem;
  min-block-size: 6rem;
}
.film svg {
  position: absolute;
  inset: 0;
  inline-size: 2.75rem;
  margin: auto;
  padding: 0.6rem;
  border-radius: 50%;
  background: var(--_scrim);
  fill: #fff;
}
.playing {
  display: block;
  inline-size: 100%;
  max-block-size: 16rem;
  margin-block: 0.25rem;
  border-radius: 0.6rem;
  background: #000;
}
.voice {
  display: inline-flex;
  align-items: center;
  gap: 0.5em;
  min-block-size: 2.25rem;
  margin-block: 0.15rem;
  padding-inline: 0.8em;
  border: 1px solid var(--_outline);
  border-radius: 99em;
}
.voice svg {
  inline-size: 1rem;
  fill: currentColor;
}
.bar {
  inline-size: 5rem;
  block-size: 0.25rem;
  border-radius: 99em;
  overflow: hidden;
  background: var(--_outline);
}
.played {
  display: block;
  block-size: 100%;
  background: var(--_accent);
}
.seconds {
  font-variant-numeric: tabular-nums;
}
.broken {
  color: var(--_text-quiet);
  font-style: italic;
}
.large {
  max-inline-size: 100vw;
  max-block-size: 100vh;
  padding: 0;
  border: 0;
  overflow: visible;
  background: none;
  pointer-events: auto;
}
.large::backdrop {
  background: rgb(0 0 0 / 0.85);
}
.large img {
  display: block;
  max-inline-size: 94vw;
  max-block-size: 88vh;
  border-radius: 0.4rem;
}
.large .close {
  position: fixed;
  inset-block-start: 1rem;
  inset-inline-end: 1rem;
  min-block-size: 2.75rem;
  padding-inline: 1.2em;
  border-radius: 99em;
  background: #fff;
  color: #16171d;
  font-weight: 600;
}
`;
