/** A press shorter than this counts as a tap, ms. */
const TAP_MS = 400;

/** Distance that a pointer must slide to cancel the recording, px. */
const CANCEL_DISTANCE_PX = 72;

/** How a press on a button ended. */
export type PressEnd = 'tapped' | 'released' | 'cancelled';

/** A press on a button, from `pointerdown` until the pointer is released anywhere. */
export class PressAndHold {
  readonly ended: Promise<PressEnd>;
  /** True if releasing the pointer now would cancel. */
  willCancel = false;
  /** Called when `willCancel` changes. */
  onWillCancelChange: (() => void) | undefined;

  constructor(node: HTMLElement, {pointerId, clientX, clientY}: PointerEvent) {
    const pressedAt = performance.now();
    const released = new AbortController();
    const {signal} = released;
    node.setPointerCapture(pointerId);
    this.ended = new Promise((resolve) => {
      const end = (pressEnd: PressEnd) => {
        released.abort();
        resolve(pressEnd);
      };
      const move = (event: PointerEvent) => {
        const willCancel = Math.hypot(event.clientX - clientX, event.clientY - clientY) > CANCEL_DISTANCE_PX;
        if (willCancel === this.willCancel) return;
        this.willCancel = willCancel;
        this.onWillCancelChange?.();
      };
      node.addEventListener('pointermove', move, {signal});
      node.addEventListener(
        'pointerup',
        () => end(this.willCancel ? 'cancelled' : performance.now() - pressedAt < TAP_MS ? 'tapped' : 'released'),
        {signal},
      );
      node.addEventListener('pointercancel', () => end('cancelled'), {signal});
    });
  }
}
