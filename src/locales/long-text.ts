/** Terms of a comment that is cut because of its length. They load with the chunk that cuts it. */
export interface LongTextWords {
  readonly more: string;
  readonly less: string;
}

const en: LongTextWords = {more: 'Show more', less: 'Show less'};

const zhCN: LongTextWords = {more: '展开', less: '收起'};

export function longTextWords(lang: string): LongTextWords {
  return /^zh\b/i.test(lang) ? zhCN : en;
}
