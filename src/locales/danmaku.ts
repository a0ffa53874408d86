/** Terms of the danmaku settings. They load with the chunk that shows the settings. */
export interface DanmakuWords {
  readonly title: string;
  readonly fly: string;
  readonly size: string;
  readonly speed: string;
  readonly area: string;
  readonly opacity: string;
  readonly density: string;
  readonly merge: string;
  readonly hiddenWords: string;
  readonly addWord: string;
  readonly add: string;
  readonly remove: (what: string) => string;
  readonly hiddenPeople: string;
  readonly reset: string;
  readonly close: string;
}

const en: DanmakuWords = {
  title: 'Flying comments',
  fly: 'Show them',
  size: 'Size',
  speed: 'Speed',
  area: 'Height used',
  opacity: 'Opacity',
  density: 'How many',
  merge: 'Count equal ones on one line',
  hiddenWords: 'Hide what contains',
  addWord: 'A word to hide',
  add: 'Add',
  remove: (what) => `Show ${what} again`,
  hiddenPeople: 'Hidden people',
  reset: 'Reset',
  close: 'Close',
};

const zhCN: DanmakuWords = {
  title: '弹幕设置',
  fly: '显示弹幕',
  size: '字号',
  speed: '速度',
  area: '显示区域',
  opacity: '不透明度',
  density: '密度',
  merge: '合并相同弹幕',
  hiddenWords: '屏蔽词',
  addWord: '要屏蔽的词',
  add: '添加',
  remove: (what) => `取消屏蔽 ${what}`,
  hiddenPeople: '已屏蔽的用户',
  reset: '恢复默认',
  close: '关闭',
};

export function danmakuWords(lang: string): DanmakuWords {
  return /^zh\b/i.test(lang) ? zhCN : en;
}
