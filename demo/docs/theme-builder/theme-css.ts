/** A value of a custom property: one value, or one for light and one for dark pages. */
export interface ThemeValue {
  readonly light: string;
  /** Undefined if it is the same as `light`. */
  readonly dark?: string | undefined;
}

/** By custom property. */
export type Theme = ReadonlyMap<string, ThemeValue>;

/** Splits a default such as `light-dark(#fff, #191a21)`. */
export function splitValue(value: string): ThemeValue {
  const [, light, dark] = /^light-dark\((.+?),\s*([^,]+)\)$/.exec(value) ?? [];
  return light && dark ? {light, dark} : {light: value};
}

export function joinValue({light, dark}: ThemeValue): string {
  return dark === undefined || dark === light ? light : `light-dark(${light}, ${dark})`;
}

/** The rule for a page; empty if nothing was changed. */
export function themeCss(selector: string, theme: Theme): string {
  if (!theme.size) return '';
  const lines = [...theme].map(([name, value]) => `  ${name}: ${joinValue(value)};`);
  return `${selector} {\n${lines.join('\n')}\n}`;
}
