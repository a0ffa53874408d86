import brutalist from '../../../src/themes/brutalist.css';
import glass from '../../../src/themes/glass.css';
import green from '../../../src/themes/green.css';
import {splitValue, type Theme} from './theme-css.ts';

/** A theme of the package, with which the builder starts. */
export interface StartTheme {
  readonly values: Theme;
  /** The rules of parts, and the room's properties that are not custom ones. */
  readonly rules: string;
}

const NO_THEME: StartTheme = {values: new Map(), rules: ''};

/** By the theme's name. `default` changes nothing. */
export const START_THEMES: Readonly<Record<string, StartTheme>> = {
  default: NO_THEME,
  brutalist: readTheme(brutalist),
  glass: readTheme(glass),
  green: readTheme(green),
};

/** Reads a file of `src/themes`: rules, some of them in `@supports`, which may not be nested further. */
export function readTheme(css: string): StartTheme {
  const values = new Map<string, ReturnType<typeof splitValue>>();
  const rules: string[] = [];
  for (const [, selector, body] of css.replace(/\/\*[^]*?\*\//g, '').matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const isRoom = selector!.trim() === ':where(live-room)';
    const declarations = body!
      .split(';')
      .map((declaration) => declaration.trim())
      .filter(Boolean);
    const rest = declarations.filter((declaration) => {
      const [, name, value] = (isRoom && /^(--[\w-]+):\s*([^]+)$/.exec(declaration)) || [];
      if (name && value) values.set(name, splitValue(value));
      return !name;
    });
    if (rest.length) rules.push(`${selector!.trim()} {\n${rest.map((text) => `  ${text};`).join('\n')}\n}`);
  }
  return {values, rules: rules.join('\n\n')};
}
