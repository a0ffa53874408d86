import {defineAll} from './groups/define-all.js';

defineAll();

/** Types of the elements and their events come with the import. */
export type * from '../index.js';
