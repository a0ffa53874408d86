/** A shorter press counts as a tap, ms. */
const TAP_MS = 400;

/** Distance that a pointer must slide to cancel the recording, px. */
const AWAY_PX = 72;

/** How a press on a button ended. */
export type HoldEnd = 'tapped' | 'let go' | 'slid away';

/** A press on a button, from `pointerdown` until the pointer is released anywhere. */
export class Hold {
  readonly ended: Promise<HoldEnd>;
  /** True if releasing the pointer now cancels. */
  away = false;
  /** Called when `away` changes. */
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
