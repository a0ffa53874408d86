/** What is said of a comment too long to be shown at once: in the chunk that shows it. */
export interface LongTextWords {
  readonly more: string;
  readonly less: string;
}

const en: LongTextWords = {more: 'Show more', less: 'Show less'};

const zhCN: LongTextWords = {more: '展开', less: '收起'};

export function longTextWords(lang: string): LongTextWords {
  return /^zh\b/i.test(lang) ? zhCN : en;
}
