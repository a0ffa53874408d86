import {randomInt} from 'node:crypto';
import {cleanName} from '../../../../../src/protocol/text/display-name.ts';

/** Characters of a name, as a reader counts them. */
const NICK_MAX = 24;

/** The nick without invisible characters, shortened; undefined if nothing visible is left. */
export function normalizeNick(nick: string): string | undefined {
  return cleanName(nick, NICK_MAX) || undefined;
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

/** A random nick for a viewer who gave none, in the browser's language. */
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
