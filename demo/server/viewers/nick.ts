import {randomInt} from 'node:crypto';

const NICK_MAX_CHARS = 24;

/** Controls, line and paragraph separators, lone surrogates, and the marks that turn the text around them. */
const UNSHOWABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u;

/** Something a person can see: a letter, digit, sign or picture, not only space, joiners and marks. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** The name as it may be shown: 1 to 24 characters, trimmed; undefined if it may not. */
export function cleanNick(nick: string): string | undefined {
  const trimmed = nick.trim().normalize('NFC');
  const usable = [...trimmed].length <= NICK_MAX_CHARS && VISIBLE.test(trimmed) && !UNSHOWABLE.test(trimmed);
  return usable ? trimmed : undefined;
}

const CHINESE = {
  first: [
    '快乐的',
    '爱笑的',
    '追光的',
    '早起的',
    '慢慢走的',
    '晒太阳的',
    '爱逛街的',
    '吃不胖的',
    '会唱歌的',
    '元气满满的',
  ],
  second: ['橘猫', '水獭', '小熊猫', '柴犬', '考拉', '海豚', '企鹅', '云朵', '柠檬', '芒果', '团子', '松鼠'],
};
const ENGLISH = {
  first: ['Sunny ', 'Lucky ', 'Mellow ', 'Brave ', 'Cosy ', 'Swift ', 'Merry ', 'Gentle ', 'Curious ', 'Sparkly '],
  second: ['Otter', 'Panda', 'Fox', 'Koala', 'Finch', 'Maple', 'Comet', 'Mango', 'Heron', 'Lynx', 'Clover', 'Badger'],
};

/** A friendly name for one who gave none, in the language their browser asks for. */
export function inventNick(acceptLanguage: string | undefined): string {
  const {first, second} = /^\s*en\b/i.test(acceptLanguage ?? '') ? ENGLISH : CHINESE;
  return `${pick(first)}${pick(second)} ${randomInt(10, 1_000)}`;
}

export function inventGuestNick(acceptLanguage: string | undefined): string {
  return `${/^\s*en\b/i.test(acceptLanguage ?? '') ? 'Guest' : '游客'} ${randomInt(1_000, 10_000)}`;
}

function pick(words: readonly string[]): string {
  return words[randomInt(words.length)]!;
}
