import {unsafeCSS} from 'lit';
import {latestStyles} from './latest.styles.js';

/** For elements; chunks without lit have the text. */
export const latestSheet = unsafeCSS(latestStyles);
