// @ts-check
// Without fonts: every page is complete without a further download.
import Theme from 'vitepress/theme-without-fonts';
import './site.css';

/** @type {import('vitepress').Theme} */
export default {extends: Theme};
