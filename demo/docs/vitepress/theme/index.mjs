// @ts-check
// The theme without fonts, so that a page needs no further download.
import Theme from 'vitepress/theme-without-fonts';
import './site.css';

/** @type {import('vitepress').Theme} */
export default {extends: Theme};
