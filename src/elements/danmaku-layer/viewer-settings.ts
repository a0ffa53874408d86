import {StoredSetting} from '../../session/stored-setting.js';

/**
 * The viewer's danmaku settings, stored for the page's origin. If undefined, the page's attribute applies. The
 * attributes' limits apply.
 */
export interface ViewerSettings {
  /** True if the viewer has turned lines off. */
  readonly off: boolean;
  /** Factors on the page's font size and speed. */
  readonly size: number;
  readonly speed: number;
  /** Same as the attributes of these names. */
  readonly area: number | undefined;
  readonly opacity: number | undefined;
  readonly merge: boolean | undefined;
  /** Share of the possible lines that may be on stage, 0 to 1. */
  readonly lineDensity: number;
}

export const viewerSettings = new StoredSetting<ViewerSettings>('live-room:danmaku', (stored) => {
  const {off, size, speed, area, opacity, merge, lineDensity} = (stored ?? {}) as {
    readonly [K in keyof ViewerSettings]: unknown;
  };
  return {
    off: off === true,
    size: positive(size) ?? 1,
    speed: positive(speed) ?? 1,
    area: positive(area),
    opacity: positive(opacity),
    merge: typeof merge === 'boolean' ? merge : undefined,
    lineDensity: positive(lineDensity) ?? 1,
  };
});

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value < Infinity ? value : undefined;
}
