/** The languages that the package contains, by their code. */
import {ar} from '../../src/locales/ar.ts';
import {de} from '../../src/locales/de.ts';
import {en} from '../../src/locales/en.ts';
import {es} from '../../src/locales/es.ts';
import {fr} from '../../src/locales/fr.ts';
import {id} from '../../src/locales/id.ts';
import {ja} from '../../src/locales/ja.ts';
import {ko} from '../../src/locales/ko.ts';
import type {Locale} from '../../src/locales/locale.ts';
import {pt} from '../../src/locales/pt.ts';
import {zhCN} from '../../src/locales/zh-cn.ts';
import {zhTW} from '../../src/locales/zh-tw.ts';

export const LANGUAGES = {ar, de, en, es, fr, id, ja, ko, pt, 'zh-CN': zhCN, 'zh-TW': zhTW} satisfies Record<
  string,
  Locale
>;
