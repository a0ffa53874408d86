import type {ArrivingWords} from './arriving.js';
import type {LongTextWords} from './long-text.js';
import type {ComposingWords} from './composing.js';
import type {DanmakuWords} from './danmaku.js';
import {en} from './en.js';
import type {MediaWords} from './media.js';
import type {PersonWords} from './person.js';
import type {PrivateWords} from './privately.js';
import {zhCN} from './zh-cn.js';

/** Every word the elements say. A locale that lacks one does not compile. */
export interface Locale {
  // Chat
  readonly chat: string;
  readonly commentPlaceholder: string;
  readonly commentLabel: string;
  readonly send: string;
  readonly noComments: string;
  readonly toLatest: (count: number) => string;
  readonly newMessages: (count: number) => string;
  readonly pending: string;
  readonly notSent: string;
  readonly tryAgain: string;
  readonly host: string;
  readonly operator: string;
  readonly you: string;
  readonly fan: string;
  readonly face: string;
  readonly image: string;
  readonly sound: string;
  readonly video: string;
  readonly file: string;
  readonly location: string;
  readonly merger: string;
  /** Of pictures, voice and film, which have words of their own unless these are given. */
  readonly media?: MediaWords;
  readonly mutedAll: string;
  readonly muted: (until: string, reason: string) => string;
  readonly slowMode: (seconds: number) => string;
  readonly earlier: string;
  readonly skipped: (count: number) => string;
  readonly cancelFile: string;
  /** Of the composer's tools, which have words of their own unless these are given. */
  readonly composing?: ComposingWords;
  /** Of a speaker's card, which has words of its own unless these are given. */
  readonly person?: PersonWords;
  /** Of who comes, which has words of its own unless these are given. */
  readonly arriving?: ArrivingWords;
  /** Of a comment too long to be shown at once, which has words of its own unless these are given. */
  readonly longText?: LongTextWords;

  // What went wrong, by the error's code
  readonly errors: Readonly<Record<string, string>>;

  // Room
  readonly joining: string;
  readonly reconnecting: string;
  readonly idle: string;
  readonly left: string;
  readonly useHere: string;

  // Header
  readonly watching: (count: string, n: number) => string;
  readonly live: string;
  readonly upcoming: string;
  readonly paused: string;
  readonly ended: string;
  readonly follow: string;
  readonly following: string;

  // Product
  readonly buy: string;
  readonly view: string;
  readonly stock: (count: number) => string;
  readonly soldOut: string;

  // Broadcasts: by their level, unless it is the ordinary one
  readonly warning: string;
  readonly urgent: string;
  readonly close: string;

  // Lottery
  readonly luckyDraw: string;
  readonly commentThis: string;
  readonly takePart: string;
  readonly takingPart: string;
  readonly drawing: string;
  readonly winners: string;
  readonly youWon: string;
  readonly nobodyWon: string;
  readonly proof: string;

  // One to one
  readonly privateWith: (nick: string) => string;
  readonly unread: (count: number) => string;
  readonly service: string;
  /** Of a private conversation, which has words of its own unless these are given. */
  readonly privately?: PrivateWords;

  // Likes and gifts
  readonly like: (count: string, n: number) => string;
  readonly gifts: string;
  readonly quantity: string;
  readonly coins: (count: string, n: number) => string;
  readonly balance: (coins: string) => string;
  readonly sent: (name: string) => string;
  readonly gave: (nick: string, count: number, name: string) => string;
  readonly giftsGiven: (count: number) => string;

  // The picture
  readonly picture: string;
  readonly play: string;
  readonly pause: string;
  readonly mute: string;
  readonly unmute: string;
  readonly volume: string;
  readonly fullScreen: string;
  readonly fullScreenEnd: string;
  readonly inset: string;
  readonly tapForSound: string;
  readonly soundOnly: string;
  readonly hostAway: string;
  readonly hostPaused: string;
  readonly showSoon: string;
  readonly showOver: string;
  readonly otherWay: string;

  // Danmaku
  readonly hideComments: string;
  readonly showComments: string;
  readonly danmakuSettings: string;
  readonly hidePerson: (nick: string) => string;
  readonly unflown: (count: number) => string;
  /** Of the settings' panel, which has words of its own unless these are given. */
  readonly danmaku?: DanmakuWords;
}

const builtIn: Record<string, Locale> = {en, 'zh-cn': zhCN};

/** Replaces or adds a locale, for a page that speaks in a voice of its own: `registerLocale('zh-CN', {...zhCN, send: '发射'})`. */
export function registerLocale(code: string, locale: Locale): void {
  builtIn[code.toLowerCase()] = locale;
}

/** The locale for a language: itself, its base language's, any of the same language, then English. */
export function findLocale(lang: string): Locale {
  const code = lang.toLowerCase();
  const base = code.split('-')[0]!;
  const relative = Object.keys(builtIn).find((known) => known.split('-')[0] === base);
  return builtIn[code] ?? builtIn[base] ?? (relative ? builtIn[relative]! : en);
}
