/** The smallest contrast of text that WCAG 2.2 AA allows. */
export const CONTRAST_MIN = 4.5;

/** The contrast of two opaque colours, 1 to 21. Undefined if one of them is not `#rrggbb` or `#rgb`. */
export function contrast(one: string, other: string): number | undefined {
  const [a, b] = [luminance(one), luminance(other)];
  if (a === undefined || b === undefined) return undefined;
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(color: string): number | undefined {
  const channels = channelsOf(color);
  if (!channels) return undefined;
  const [red, green, blue] = channels.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function channelsOf(color: string): readonly number[] | undefined {
  const long = fullHex(color);
  return long === undefined ? undefined : [1, 3, 5].map((at) => parseInt(long.slice(at, at + 2), 16));
}

/** A colour as `#rrggbb`, as `<input type="color">` needs it. Undefined for other notations. */
export function fullHex(color: string): string | undefined {
  if (/^#[0-9a-f]{6}$/i.test(color)) return color.toLowerCase();
  if (/^#[0-9a-f]{3}$/i.test(color)) return color.toLowerCase().replace(/[0-9a-f]/g, (digit) => digit + digit);
  return undefined;
}
