/** The chunk that every other chunk may import. It contains everything that a room's first frame needs. */
export {defineAll as define} from './define-all.js';
