import {refreshTerms} from '../base/localize-controller.js';
import {warn} from '../base/warn.js';
import {pageIcons, type CoreIconName} from './icon-template.js';
import type {IconName} from './icon.js';

/** Names of the icons that a page can replace. */
export type RegisteredIconName = CoreIconName | IconName;

/** SVG path data by the icon's name, e.g. `{heart: 'M12 21…'}`. The names: docs/recipes/style.md, "Own icons". */
export type IconSet = {readonly [name in RegisteredIconName]?: string};

/** Path data: commands, numbers and separators. */
const PATH_DATA = /^\s*[Mm][\s\d.,+\-eEAaCcHhLlMmQqSsTtVvZz]*$/;

/**
 * Replaces icons of all elements on the page. Each icon is the path data of an SVG with a `viewBox` of 24 by 24: stroked with the text's
 * colour, `heart` filled with it. An icon that is not path data is left out. Icons of the shown elements change at once, an open
 * dialog's when it opens again.
 *
 * @throws TypeError if `icons` is not an object
 */
export function registerIcons(icons: IconSet): void {
  if (typeof icons !== 'object' || !(icons as IconSet | null))
    throw new TypeError('registerIcons() takes an object: path data by the name of its icon');
  for (const [name, path] of Object.entries(icons)) {
    if (typeof path === 'string' && PATH_DATA.test(path)) pageIcons.set(name, path);
    else warn(`registerIcons(): the icon "${name}" is not SVG path data.`, 'bad_config');
  }
  refreshTerms();
}
