/** Terms of a private conversation. They load with the chunk that shows it. */
export interface PrivateWords {
  readonly nothing: string;
  readonly earlier: string;
  readonly loading: string;
  readonly toLatest: (count: number) => string;
  readonly you: string;
  readonly pending: string;
  readonly notSent: string;
  readonly tryAgain: string;
  readonly letGo: string;
  readonly takeBack: string;
  readonly sent: string;
  readonly read: string;
  /** Names of content that a preview cannot show. */
  readonly kinds: Readonly<Record<'face' | 'image' | 'sound' | 'video' | 'file' | 'location' | 'merger', string>>;
}

const en: PrivateWords = {
  nothing: 'Nothing has been said yet. Only the two of you will read this.',
  earlier: 'Earlier messages',
  loading: 'Loading…',
  toLatest: (count) => (count ? `${count} new` : 'Latest'),
  you: 'You',
  pending: 'Sending…',
  notSent: 'Not sent.',
  tryAgain: 'Try again',
  letGo: 'Cancel',
  takeBack: 'Take back',
  sent: 'Sent',
  read: 'Read',
  kinds: {
    face: '[Sticker]',
    image: '[Picture]',
    sound: '[Voice]',
    video: '[Video]',
    file: '[File]',
    location: '[Place]',
    merger: '[Forwarded messages]',
  },
};

const zhCN: PrivateWords = {
  nothing: '还没有消息，只有你们两人可见。',
  earlier: '更早的消息',
  loading: '加载中…',
  toLatest: (count) => (count ? `${count} 条新消息` : '回到最新'),
  you: '我',
  pending: '发送中…',
  notSent: '发送失败。',
  tryAgain: '重试',
  letGo: '取消',
  takeBack: '撤回',
  sent: '已发送',
  read: '已读',
  kinds: {
    face: '[表情]',
    image: '[图片]',
    sound: '[语音]',
    video: '[视频]',
    file: '[文件]',
    location: '[位置]',
    merger: '[聊天记录]',
  },
};

export function privateWords(lang: string): PrivateWords {
  return /^zh\b/i.test(lang) ? zhCN : en;
}
