// A room shows every other element in its default layout, so it needs them all.
import './all.js';
export type * from '../index.js';
