import {Remembered} from '../../session/remembered.js';

/** How the viewer wants lines to fly, on every page of the origin. Undefined is what the page says; the attributes' limits hold. */
export interface Choices {
  /** None at all. */
  readonly off: boolean;
  /** Times the page's font size and its speed. */
  readonly size: number;
  readonly speed: number;
  /** As the attributes of those names. */
  readonly area: number | undefined;
  readonly opacity: number | undefined;
  readonly merge: boolean | undefined;
  /** Of as many lines as there is place for: 1 is all. */
  readonly density: number;
}

export const choices = new Remembered<Choices>('live-room:danmaku', (stored) => {
  const {off, size, speed, area, opacity, merge, density} = (stored ?? {}) as {readonly [K in keyof Choices]: unknown};
  return {
    off: off === true,
    size: positive(size) ?? 1,
    speed: positive(speed) ?? 1,
    area: positive(area),
    opacity: positive(opacity),
    merge: typeof merge === 'boolean' ? merge : undefined,
    density: positive(density) ?? 1,
  };
});

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value < Infinity ? value : undefined;
}
