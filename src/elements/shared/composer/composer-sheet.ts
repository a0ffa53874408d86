import {unsafeCSS} from 'lit';
import {composerStyles} from './composer.styles.js';

/** For elements; chunks without lit have the text. */
export const composerSheet = unsafeCSS(composerStyles);
