/** A press shorter than this, ms, was no hold. */
const TAP_MS = 400;

/** How far a pointer has to slide from where it pressed, px, to call off what it holds. */
const AWAY_PX = 72;

/** How a press on a button ended. */
export type HoldEnd = 'tapped' | 'let go' | 'slid away';

/** A press on a button, from the moment it began until it is let go, wherever the pointer is then. */
export class Hold {
  readonly ended: Promise<HoldEnd>;
  /** Whether letting go now calls it off. */
  away = false;
  /** Called when that changes. */
  moved: (() => void) | undefined;

  constructor(node: HTMLElement, {pointerId, clientX, clientY}: PointerEvent) {
    const begun = performance.now();
    const over = new AbortController();
    const {signal} = over;
    node.setPointerCapture(pointerId);
    this.ended = new Promise((resolve) => {
      const end = (how: HoldEnd) => {
        over.abort();
        resolve(how);
      };
      const move = (event: PointerEvent) => {
        const away = Math.hypot(event.clientX - clientX, event.clientY - clientY) > AWAY_PX;
        if (away === this.away) return;
        this.away = away;
        this.moved?.();
      };
      node.addEventListener('pointermove', move, {signal});
      node.addEventListener(
        'pointerup',
        () => end(this.away ? 'slid away' : performance.now() - begun < TAP_MS ? 'tapped' : 'let go'),
        {signal},
      );
      node.addEventListener('pointercancel', () => end('slid away'), {signal});
    });
  }
}
