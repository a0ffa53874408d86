/** Terms of `<live-launcher>`. They are separate, because its script of 10 KiB contains every language. */
export interface LauncherTerms {
  readonly live: string;
  readonly ended: string;
  /** Before the time until the show begins. */
  readonly startsIn: string;
  /** For a start that is not known or has passed. */
  readonly soon: string;
  /** Before the number of viewers. */
  readonly watching: string;
  readonly close: string;
  /** Abbreviation of days. */
  readonly days: string;
}

const terms = (
  ...[live, ended, startsIn, soon, watching, close, days]: readonly [
    ...[live: string, ended: string, startsIn: string, soon: string, watching: string, close: string, days: string],
  ]
): LauncherTerms => ({live, ended, startsIn, soon, watching, close, days});

/** By the language's code in small letters. */
const LAUNCHER_TERMS = {
  ar: terms('مباشر', 'انتهى', 'يبدأ خلال', 'قريبًا', 'عدد المشاهدين', 'إغلاق', 'ي'),
  de: terms('Live', 'Beendet', 'Beginnt in', 'Demnächst', 'Zuschauer', 'Schließen', 'T'),
  en: terms('Live', 'Ended', 'Starts in', 'Soon', 'Watching', 'Close', 'd'),
  es: terms('En directo', 'Finalizado', 'Empieza en', 'Próximamente', 'Espectadores', 'Cerrar', 'd'),
  fr: terms('En direct', 'Terminé', 'Commence dans', 'Bientôt', 'Spectateurs', 'Fermer', 'j'),
  id: terms('Live', 'Berakhir', 'Mulai dalam', 'Segera', 'Penonton', 'Tutup', 'h'),
  ja: terms('ライブ中', '終了', '開始まで', 'まもなく開始', '視聴者', '閉じる', '日'),
  ko: terms('라이브', '종료', '시작까지', '예정', '시청자', '닫기', '일'),
  pt: terms('Ao vivo', 'Encerrada', 'Começa em', 'Em breve', 'Espectadores', 'Fechar', 'd'),
  'zh-cn': terms('直播中', '已结束', '距开播', '即将开播', '观看人数', '关闭', '天'),
  'zh-tw': terms('直播中', '已結束', '距開播', '即將開播', '觀看人數', '關閉', '天'),
} as const satisfies Record<string, LauncherTerms>;

export type LauncherLanguage = keyof typeof LAUNCHER_TERMS;

/** Right-to-left languages among them. */
export const isRightToLeft = (language: LauncherLanguage): boolean => language === 'ar';

/**
 * The code of the nearest language: traditional Chinese for `zh-HK`, simplified for other Chinese, English for unknown
 * languages.
 */
export function launcherLanguage(lang: string): LauncherLanguage {
  const code = lang.toLowerCase();
  if (/^zh\b/.test(code)) return /\b(hant|tw|hk|mo)\b/.test(code) ? 'zh-tw' : 'zh-cn';
  const [language = ''] = code.split('-');
  return Object.hasOwn(LAUNCHER_TERMS, language) ? (language as LauncherLanguage) : 'en';
}

export const launcherTerms = (language: LauncherLanguage): LauncherTerms => LAUNCHER_TERMS[language];
