/** Terms of a viewer's card. They load with the chunk that shows the card. */
export interface PersonWords {
  readonly card: (nick: string) => string;
  readonly level: (level: number) => string;
  readonly reply: string;
  readonly mention: string;
  readonly hide: string;
  readonly unhide: string;
  readonly report: string;
  readonly why: string;
  readonly reasons: readonly string[];
  readonly send: string;
  readonly reported: string;
  readonly notReported: string;
  readonly close: string;
  /** Leads to what those who run the room can do. */
  readonly order: string;
  readonly deleteLine: string;
  readonly mute: string;
  readonly ban: string;
  readonly sure: string;
  readonly done: string;
  readonly notDone: string;
}

const en: PersonWords = {
  card: (nick) => `About ${nick}`,
  level: (level) => `Level ${level}`,
  reply: 'Answer',
  mention: 'Mention',
  hide: 'Hide',
  unhide: 'Show again',
  report: 'Report',
  why: 'What is wrong with the comment',
  reasons: ['Spam or advertising', 'Insults or hate', 'Sexual content', 'Fraud', 'Something else'],
  send: 'Send the report',
  reported: 'Thank you: it was reported.',
  notReported: 'It could not be reported. Try again later.',
  close: 'Close',
  order: 'Delete, mute…',
  deleteLine: 'Delete the comment',
  mute: 'Mute for 10 minutes',
  ban: 'Put out for a day',
  sure: 'Really put out?',
  done: 'It is done.',
  notDone: 'It could not be done. Try again later.',
};

const zhCN: PersonWords = {
  card: (nick) => `${nick} 的名片`,
  level: (level) => `${level} 级`,
  reply: '回复',
  mention: '@ TA',
  hide: '屏蔽',
  unhide: '取消屏蔽',
  report: '举报',
  why: '举报原因',
  reasons: ['垃圾广告', '辱骂攻击', '色情低俗', '欺诈', '其他'],
  send: '提交举报',
  reported: '已举报，谢谢。',
  notReported: '举报失败，请稍后再试。',
  close: '关闭',
  order: '删除、禁言…',
  deleteLine: '删除评论',
  mute: '禁言 10 分钟',
  ban: '踢出一天',
  sure: '确定踢出？',
  done: '已处理。',
  notDone: '处理失败，请稍后再试。',
};

export function personWords(lang: string): PersonWords {
  return /^zh\b/i.test(lang) ? zhCN : en;
}
