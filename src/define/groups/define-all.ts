import {defineCore} from './define-core.js';
import {defineLater} from './define-later.js';

/** Defines every element, under its own tag or as `<prefix-tag>`. */
export function defineAll(prefix?: string): void {
  defineCore(prefix);
  defineLater(prefix);
}
