/** The chunk that every other chunk may import: all that the first frame of a room needs. */
export {defineAll as define} from './define-all.js';
